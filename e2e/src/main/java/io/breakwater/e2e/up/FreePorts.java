package io.breakwater.e2e.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Says in one line that a port is taken, instead of a stack trace later. */
final class FreePorts {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private FreePorts() {}

  static void require(String option, int port) {
    if (!isFree(port)) {
      throw new IllegalStateException(
          "port "
              + port
              + " on 127.0.0.1 is taken: end what listens there, or choose another with "
              + option);
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      // Without it a port in TIME_WAIT after a restart would count as taken.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
