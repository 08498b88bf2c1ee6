"""Rankings, whole and in part: Plackett–Luce, Borda and mean rank, first places, pairs, Kemeny's consensus."""
