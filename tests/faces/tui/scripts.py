"""Labels in scripts that run from right to left, are wide, or combine marks."""

from __future__ import annotations

from mlops_survey_tui.interview.page import Choice

LABELS = {
    "hebrew": "ניטור מודלים (MLflow 2) בסביבת ייצור",
    "arabic": "مراقبة النماذج ٣ مرات في اليوم",
    "chinese": "监控生产环境中的模型，每天三次",
    "japanese": "本番環境のモデルを毎日監視する",
    "thai": "ตรวจสอบแบบจำลองที่ใช้งานจริงทุกวัน",
    "devanagari": "उत्पादन में मॉडलों की निगरानी",
    "emoji": "Heart ❤️ and a shade 👍🏽 of it",
}


def labelled() -> tuple[Choice, ...]:
    """Return a choice for each label."""
    return tuple(Choice(name, label) for name, label in LABELS.items())
