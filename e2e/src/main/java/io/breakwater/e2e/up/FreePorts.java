package io.breakwater.e2e.up;

import io.breakwater.simulator.embedded.LocalPorts;

/** Says in one line that a port is taken, instead of a stack trace later. */
final class FreePorts {
  private FreePorts() {}

  static void require(String option, int port) {
    if (!LocalPorts.isFree(port)) {
      throw new IllegalStateException(
          "port "
              + port
              + " on 127.0.0.1 is taken: end what listens there, or choose another with "
              + option);
    }
  }
}
