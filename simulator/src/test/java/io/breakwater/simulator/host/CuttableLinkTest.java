package io.breakwater.simulator.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CuttableLinkTest {
  private final JsonServer server = new JsonServer("test", 0, Pace.of(0.01));
  private CuttableLink link;
  private HttpProbe probe;

  @BeforeEach
  void start() {
    server.route("POST", "/things", call -> Reply.json(201, Map.of("made", true)));
    server.start();
    link = CuttableLink.to(server.port());
    probe = new HttpProbe("http://127.0.0.1:" + link.port());
  }

  @AfterEach
  void stop() {
    link.close();
    server.stop();
  }

  @Test
  void passesOnWhatIsSaid() throws IOException {
    assertThat(probe.post("/things", "{}").status()).isEqualTo(201);
  }

  @Test
  void letsNothingThroughWhileItIsCut() throws IOException {
    link.cut();
    assertThatThrownBy(() -> probe.post("/things", "{}")).isInstanceOf(IOException.class);

    link.mend();
    assertThat(probe.post("/things", "{}").status()).isEqualTo(201);
  }

  @Test
  void breaksConnectionsThatStand() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port())) {
      assertThat(probe.post("/things", "{}").status()).isEqualTo(201);

      link.cut();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }
}
