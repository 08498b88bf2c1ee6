"""What a browser is asked of a page of the report, as expressions of JavaScript."""

from __future__ import annotations

OVERLAPS = """(() => {
  const found = [];
  for (const svg of document.querySelectorAll('.chart svg')) {
    if (!svg.checkVisibility()) continue;
    const frame = svg.getBoundingClientRect();
    const place = svg.closest('article').id;
    const texts = [...svg.querySelectorAll('text')].filter(one => one.textContent.trim()).map(one => [one, one.getBoundingClientRect()]);
    for (const [one, box] of texts)
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        found.push(`${place}: outside: ${one.lastChild.textContent}`);
    for (let a = 0; a < texts.length; a++) for (let b = a + 1; b < texts.length; b++) {
      const [x, y] = [texts[a][1], texts[b][1]];
      const across = Math.min(x.right, y.right) - Math.max(x.left, y.left);
      const down = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
      if (across > 1 && down > 0.3 * Math.min(x.height, y.height))
        found.push(`${place}: ${texts[a][0].lastChild.textContent} | ${texts[b][0].lastChild.textContent}`);
    }
  }
  return found;
})()"""
"""The texts of visible charts that lie over one another (by more than the room between lines), or out of their chart."""

CONTRASTS = """(() => {
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const rgb = colour => {
    if (!known.has(colour)) {
      probe.clearRect(0, 0, 1, 1); probe.fillStyle = colour; probe.fillRect(0, 0, 1, 1);
      known.set(colour, [...probe.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(colour);
  };
  const light = colour => {
    const [r, g, b] = rgb(colour).map(part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = one => {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (rgb(colour)[3] === 255) return colour;
    }
    return 'white';
  };
  const found = new Set();
  const check = (one, colour, ground, least) => {
    const [high, low] = [light(colour), light(ground)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < least) found.add(`${one.tagName}.${one.getAttribute('class') || ''} ${colour} on ${ground}: ${ratio.toFixed(2)}`);
  };
  for (const one of document.querySelectorAll('body *')) {
    if (one.closest('script') || !one.checkVisibility()) continue;
    const style = getComputedStyle(one);
    if (one.closest('svg')) {
      if (one.tagName === 'text') {
        const fill = (one.getAttribute('class') || '').match(/^on (.+)$/);
        const ground = fill ? getComputedStyle(one.closest('svg').querySelector('rect.' + fill[1])).fill : behind(one);
        check(one, style.fill, ground, 4.5);
      } else if (/^(rect|circle)$/.test(one.tagName) && !/^(heat|on|unknown)/.test(one.getAttribute('class'))) {
        const edge = style.stroke !== 'none' && /disc|hollow/.test(one.getAttribute('class')) ? style.stroke : style.fill;
        check(one, edge, behind(one), 3);
      }
    } else if ([...one.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())) check(one, style.color, behind(one), 4.5);
  }
  return [...found];
})()"""
"""Words with less than 4.5 to 1 against what is behind them, and shapes of charts with less than 3 to 1."""

BEYOND = """[...document.querySelectorAll('body *')].filter(one =>
  one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest('.scroll')
).map(one => one.tagName + ' ' + (one.id || one.className)).slice(0, 5)"""
"""What reaches over the right edge of the window."""
