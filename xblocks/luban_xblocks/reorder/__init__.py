"""Reorder: safety stock, reorder point, economic quantity, and whether to order today."""
