"""Form fields that take what people type in Vietnamese."""
