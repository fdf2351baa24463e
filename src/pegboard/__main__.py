"""The `pegboard` entry point: each set of commands is imported when it is called."""


def main() -> None:
    """Run the command the user typed."""
    from pegboard.cli import app  # noqa: PLC0415 - importing pegboard must not load the engine

    app()


if __name__ == "__main__":
    main()
