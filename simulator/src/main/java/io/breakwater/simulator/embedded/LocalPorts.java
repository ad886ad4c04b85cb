package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of 127.0.0.1. */
final class LocalPorts {
  static final String HOST = "127.0.0.1";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private LocalPorts() {}

  /** Returns the wanted port if it can be bound now, for 0 any free one. */
  static int choose(String purpose, int wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      // A port in TIME_WAIT after a restart is free for a server, which sets the same option.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), wanted));
      return socket.getLocalPort();
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
