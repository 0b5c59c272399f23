"""The server for assistants (Model Context Protocol): four tools that read and answer, and change nothing."""
