package io.breakwater.vm;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something to try once a destination runs. Given in a request or kept per VM in {@code
 * breakwater_checks}; a check that fails is part of the operation's result and does not undo it.
 *
 * @param kind what is tried
 * @param port for TCP and HTTP; 80 when left out with HTTP
 * @param path for HTTP, such as {@code /health}; {@code /} when left out
 * @param status the HTTP status that counts as good; 200 when left out
 * @param command for COMMAND: the name of a program in the directory that the operator of the
 *     worker set aside for checks. It is given the VM's name and address
 * @param withinSeconds how long it may take until it succeeds, from 1 to 3600; 120 when left out
 */
public record BootCheck(
    Kind kind, Integer port, String path, Integer status, String command, Integer withinSeconds) {
  private static final int DEFAULT_LIMIT = 120;
  private static final int MAX_LIMIT = 3600;

  public BootCheck {
    if (kind == null) {
      throw new IllegalArgumentException("a check needs a kind: TCP, HTTP or COMMAND");
    }
    port = port == null && kind == Kind.HTTP ? Integer.valueOf(80) : port;
    path = path == null && kind == Kind.HTTP ? "/" : path;
    status = status == null && kind == Kind.HTTP ? Integer.valueOf(200) : status;
    withinSeconds = withinSeconds == null ? Integer.valueOf(DEFAULT_LIMIT) : withinSeconds;
    requireComplete(kind, port, path, command, withinSeconds);
  }

  private static void requireComplete(
      Kind kind, Integer port, String path, String command, int within) {
    if (kind != Kind.COMMAND && (port == null || port < 1 || port > 65535)) {
      throw new IllegalArgumentException("a " + kind + " check needs a port from 1 to 65535");
    }
    if (kind == Kind.HTTP && !path.startsWith("/")) {
      throw new IllegalArgumentException("the path of an HTTP check starts with a slash: " + path);
    }
    if (kind == Kind.COMMAND && (command == null || !command.matches("[A-Za-z0-9._-]{1,100}"))) {
      throw new IllegalArgumentException(
          "a COMMAND check needs the name of a program (letters, digits, dot, dash, underscore)");
    }
    if (within < 1 || within > MAX_LIMIT) {
      throw new IllegalArgumentException("withinSeconds is from 1 to " + MAX_LIMIT);
    }
  }

  /** For people, such as {@code TCP 3389}. */
  @JsonIgnore
  public String title() {
    return switch (kind) {
      case TCP -> "TCP " + port;
      case HTTP -> "HTTP " + port + path;
      case COMMAND -> command;
    };
  }

  /** What can be tried. */
  public enum Kind {
    /** The port takes a connection. */
    TCP,
    /** The path answers with the status. */
    HTTP,
    /** The program ends with exit code 0. */
    COMMAND
  }
}
