package io.breakwater.e2e.gui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.simulator.embedded.LocalPorts;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal's own web UI reads encrypted payloads through the gateway. */
class CodecInWebUiTest {
  private static final Path DIRECTORY = Path.of("target", "codec-in-web-ui").toAbsolutePath();
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String PASSWORD = "of-the-keystore";
  private static final String CODEC_KEYS = "BREAKWATER_CODEC_KEYS";
  private static final int PORT = LocalPorts.free();

  @TempDir static Path folder;

  private static Chromium chromium;
  private static World world;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    chromium = Chromium.start();
    String keys = Files.writeString(folder.resolve("keys"), "2026 " + KEY + "\n").toString();
    world = World.start(WorldOptions.temporary(DIRECTORY).withTuning(Map.of(CODEC_KEYS, keys)));
    world.startGateway(
        Map.of(
            CODEC_KEYS,
            keys,
            "BREAKWATER_GATEWAY_PORT",
            "" + PORT,
            "BREAKWATER_GATEWAY_CORS",
            world.temporal().uiUrl(),
            "BREAKWATER_GATEWAY_KEYSTORE",
            keystore().toString(),
            "BREAKWATER_GATEWAY_KEYSTORE_PASSWORD",
            PASSWORD));
  }

  private static Path keystore() throws IOException, GeneralSecurityException {
    HeldCertificate own =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {own.certificate()};
    store.setKeyEntry("gateway", own.keyPair().getPrivate(), PASSWORD.toCharArray(), chain);
    Path file = folder.resolve("gateway.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  @AfterAll
  static void stop() {
    if (world != null) {
      world.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void showsWhatTheServerCannotRead() {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setWorkflowId("sealed").setTaskQueue("nobody").build();
    world.client().newUntypedWorkflowStub("Sealed", options).start("the mirror of anna");
    try (BrowserContext context = contextOf(world.gatewayAccess().viewer())) {
      Page page = context.newPage();
      page.navigate(world.temporal().uiUrl() + "/namespaces/default/workflows/sealed");
      assertThat(page.getByText("the mirror of anna")).hasCount(0);

      page.getByTestId("data-encoder-status").click();
      page.getByTestId("use-local-endpoint-input").check();
      page.getByTestId("data-encoder-endpoint-input").fill("https://localhost:" + PORT + "/codec");
      page.getByTestId("data-encoder-pass-access-token").click();
      page.locator("dialog[open]").getByTestId("confirm-modal-button").click();
      assertThat(page.locator("dialog[open]")).hasCount(0);
      page.reload();

      assertThat(page.getByText("the mirror of anna").first()).isVisible();
    }
  }

  /**
   * The development server's web UI knows no sign-in, so the token that it would pass on after one
   * is added here.
   */
  private static BrowserContext contextOf(String token) {
    BrowserContext context =
        chromium.browser().newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true));
    context.route(
        address -> address.contains("/codec/decode"),
        route -> {
          Map<String, String> headers = new HashMap<>(route.request().headers());
          headers.put("authorization", "Bearer " + token);
          route.resume(new Route.ResumeOptions().setHeaders(headers));
        });
    return context;
  }
}
