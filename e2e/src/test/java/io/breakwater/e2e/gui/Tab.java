package io.breakwater.e2e.gui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.breakwater.simulator.site.ProtectedContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A tab of a browser in which somebody is signed in, as that person uses and sees it. */
final class Tab implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE = 90_000;
  private static final int PHONE = 390;
  private static final int DESK = 1280;
  private static final int HEIGHT = 800;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AXE = axe();
  private static final String GRAVE_FINDINGS =
      "async (rules) => (await axe.run(rules.length ? {runOnly: rules} : {})).violations"
          + ".filter(found => ['serious', 'critical'].includes(found.impact))"
          + ".flatMap(found => found.nodes.map(node =>"
          + " `${found.id}: ${node.html}: ${node.failureSummary}`))";

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Tab(BrowserContext context, String url) {
    this.context = context;
    this.page = context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.onConsoleMessage(this::heard);
    page.onPageError(complaints::add);
    page.navigate(url + "/");
  }

  /** Where nobody is signed in yet. */
  static Tab signedOut(Chromium chromium, GuiWorld world) {
    Tab tab = new Tab(chromium.browser().newContext(), world.url());
    tab.page.setViewportSize(DESK, HEIGHT);
    return tab;
  }

  /** With the list of VMs. */
  static Tab signedIn(Chromium chromium, GuiWorld world, String role) {
    Tab tab = signedOut(chromium, world);
    tab.signIn(world.tokenOf(role));
    assertThat(tab.page.locator("table.vms")).isVisible();
    return tab;
  }

  void signIn(String token) {
    page.getByLabel("Token").fill(token);
    page.keyboard().press("Enter");
  }

  /** A refused request is an answer that pages expect; a policy violation or a failure is not. */
  private void heard(ConsoleMessage message) {
    if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
      complaints.add(message.text());
    }
  }

  Page page() {
    return page;
  }

  void open(String address) {
    page.evaluate("address => { location.hash = address; }", address);
  }

  static String pageOf(ProtectedContext vm) {
    return "#/vms/" + URLEncoder.encode(vm.contextId(), StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The row of a VM in the list of VMs or of a batch. */
  Locator row(ProtectedContext vm) {
    return page.locator("[data-vm='" + vm.vmName() + "']");
  }

  /** Ticks these VMs in a list. */
  void choose(List<ProtectedContext> vms) {
    vms.forEach(vm -> page.getByLabel("Select " + vm.vmName()).check());
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name).setExact(true));
  }

  /** Waits until the page says this. */
  void sees(String text) {
    assertThat(page.locator("main").getByText(text).first()).isVisible();
  }

  /** Waits until the operation of this page is so far. */
  void seesState(String word) {
    assertThat(page.locator(".standing .status")).hasText(word);
  }

  /** Confirms in the dialog that asks, giving a reason. */
  void confirm(String reason, String button) {
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Reason").fill(reason);
    dialog.getByText(button, new Locator.GetByTextOptions().setExact(true)).last().click();
  }

  /** Asks the gateway what a page would ask, without a page. */
  JsonNode get(String path) {
    return json(page.request().get(origin() + path));
  }

  /** Tells the gateway what a page would tell it; its status, then its answer. */
  APIResponse post(String path, Map<String, ?> body) {
    RequestOptions request = RequestOptions.create().setHeader("X-Breakwater-Gui", "1");
    return page.request().post(origin() + path, request.setData(body));
  }

  /** Starts a test failover without a page; what the gateway answers. */
  JsonNode startTest(ProtectedContext vm, String onFailure) {
    Map<String, String> request =
        Map.of("kind", "TEST_FAILOVER", "contextId", vm.contextId(), "onFailure", onFailure);
    return json(post("/api/v2/operations", request));
  }

  /** Starts a test of each, which has to fail, and leaves it where it is. */
  void giveUpHalfWay(List<ProtectedContext> vms) {
    List<String> started =
        vms.stream().map(vm -> startTest(vm, "HOLD").path("id").asText()).toList();
    for (String id : started) {
      await(id, "AWAITING_OPERATOR");
      post(
          "/api/v2/operations/" + id + "/decisions",
          Map.of("decision", "GIVE_UP", "reason", "outage"));
      await(id, "CLEANUP_REQUIRED");
    }
  }

  /** Waits until an operation is so far, without a page. */
  void await(String operation, String state) {
    patiently(operation + " to be " + state)
        .until(() -> get("/api/v2/operations/" + operation).path("state").asText().equals(state));
  }

  /** Goes through the page by keyboard until this has the focus. */
  void tabUntilFocused(String selector) {
    patiently("the focus on " + selector)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              page.keyboard().press("Tab");
              return page.locator("main " + selector + ":focus").count() == 1;
            });
  }

  private static ConditionFactory patiently(String what) {
    return Awaitility.await(what)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofMillis((long) PATIENCE));
  }

  private static JsonNode json(APIResponse answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.url() + ": " + answer.text(), e);
    }
  }

  private String origin() {
    return (String) page.evaluate("location.origin");
  }

  /** Pictures of what is shown: light, dark and as on a phone; none may be hard to use. */
  void portray(String name) {
    picture(name, DESK, ColorScheme.LIGHT);
    assertAccessible(name, List.of());
    picture(name + "-dark", DESK, ColorScheme.DARK);
    assertAccessible(name + "-dark", List.of("color-contrast"));
    picture(name + "-phone", PHONE, ColorScheme.LIGHT);
    Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as(name + " on a phone: nothing is cut off at the side")
        .isEqualTo(PHONE);
    page.setViewportSize(DESK, HEIGHT);
  }

  private void picture(String name, int width, ColorScheme colours) {
    page.setViewportSize(width, HEIGHT);
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(colours));
    page.screenshot(
        new ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            // A dialog lies over the window, not over the page.
            .setFullPage(page.locator("dialog[open]").count() == 0)
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /** By all rules where none are named. */
  private void assertAccessible(String name, List<String> rules) {
    if (!(Boolean) page.evaluate("typeof axe !== 'undefined'")) {
      page.evaluate(AXE);
    }
    Assertions.assertThat((List<?>) page.evaluate(GRAVE_FINDINGS, rules))
        .as("axe on " + name)
        .isEmpty();
  }

  private static String axe() {
    try (InputStream script = Tab.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("read axe from the class path", e);
    }
  }

  /** Nothing went wrong that a person would not see. */
  @Override
  public void close() {
    context.close();
    Assertions.assertThat(complaints).as("what the browser's console said").isEmpty();
  }
}
