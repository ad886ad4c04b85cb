package io.breakwater.e2e.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Says in one line that a port is taken, instead of a stack trace later. */
final class FreePorts {
  private FreePorts() {}

  static void require(String option, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      probe.setReuseAddress(true);
    } catch (IOException e) {
      throw new IllegalStateException(
          "port "
              + port
              + " on 127.0.0.1 is taken: end what listens there, or choose another with "
              + option);
    }
  }
}
