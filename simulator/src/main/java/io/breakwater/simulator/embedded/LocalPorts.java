package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * TCP ports of 127.0.0.1.
 *
 * <p>A port that is chosen here is used a moment later, by another process. The kernel hands out
 * 32768 to 60999 (its usual range) to every outgoing connection, so that one of these may be taken
 * by then: free ports are chosen below that range, at random, since others choose at the same time.
 */
public final class LocalPorts {
  static final String HOST = "127.0.0.1";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final int LOWEST = 15_000;
  private static final int BEYOND = 32_768;
  private static final int TRIES = 100;

  private LocalPorts() {}

  /** Returns a port that can be bound now and that no outgoing connection will be given. */
  public static int free() {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, BEYOND))
        .limit(TRIES)
        .filter(LocalPorts::isFree)
        .findFirst()
        .orElseThrow(
            () ->
                new EmbeddedServerException(
                    "none of "
                        + TRIES
                        + " ports tried from "
                        + LOWEST
                        + " to "
                        + (BEYOND - 1)
                        + " on "
                        + HOST
                        + " can be bound: stop some of what listens there"));
  }

  /** Whether the port can be bound now. */
  public static boolean isFree(int port) {
    try {
      bind(port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the wanted port if it can be bound now, for 0 any free one. */
  static int choose(String purpose, int wanted) {
    if (wanted == 0) {
      return free();
    }
    try {
      bind(wanted);
      return wanted;
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "port "
              + wanted
              + " for the "
              + purpose
              + " is taken on "
              + HOST
              + " ("
              + e.getMessage()
              + "): choose another or stop who uses it",
          e);
    }
  }

  private static void bind(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // A port in TIME_WAIT after a restart is free for a server, which sets the same option.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    }
  }

  /** Whether somebody accepts connections on the port now. */
  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
