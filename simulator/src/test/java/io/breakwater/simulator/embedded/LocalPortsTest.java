package io.breakwater.simulator.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalPortsTest {

  @Test
  void choosesPortsThatTheKernelGivesToNoOutgoingConnection() {
    assertThat(IntStream.range(0, 50).map(any -> LocalPorts.free()))
        .allMatch(port -> port >= 15_000 && port < 32_768);
  }

  @Test
  void seesThatSomebodyListens() throws Exception {
    int port = LocalPorts.free();

    try (ServerSocket taken =
        new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      assertThat(LocalPorts.isFree(taken.getLocalPort())).isFalse();
    }
    assertThat(LocalPorts.isFree(port)).isTrue();
  }
}
