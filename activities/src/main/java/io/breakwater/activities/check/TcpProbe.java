package io.breakwater.activities.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** Whether a port takes a connection. */
final class TcpProbe implements Probe {
  private final int port;
  private final Duration limit;

  TcpProbe(int port, Duration limit) {
    this.port = port;
    this.limit = limit;
  }

  @Override
  public Optional<Tried> look(String address) {
    String target = "connect to " + address + " port " + port;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), (int) limit.toMillis());
      return Optional.of(Tried.passed(target + ": connected"));
    } catch (IOException e) {
      return Optional.of(Tried.failed(target + ": " + e.getMessage()));
    }
  }
}
