"""The page: Gradio handlers that only translate between a person and the app."""
