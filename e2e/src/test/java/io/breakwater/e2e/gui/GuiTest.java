package io.breakwater.e2e.gui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators do with the pages, in a real browser. Pictures lie in target/screenshots. */
class GuiTest {
  private static final String ACTIONS =
      "main a[href*='/start/'], main .primary, main .danger, main [aria-label^='Select']";

  private static Chromium chromium;
  private static GuiWorld world;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    world = GuiWorld.start();
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

  @AfterEach
  void breaksNothing() {
    world.raiseLimit();
    world.link().mend();
    world.assertNoViolation();
  }

  @Test
  void aTestFailoverIsStartedWatchedAndCleanedUp() {
    ProtectedContext vm = world.protect("web01", 40, 100);
    Hold starts = world.keepStarts();
    try (Tab tab = tab("operator")) {
      tab.link("Test failover: web01").click();
      assertThat(tab.button("Start test failover")).isEnabled();
      tab.portray("start-test");

      tab.button("Start test failover").click();
      assertThat(tab.page().locator("[data-step='start-machine'][data-state='RUNNING']"))
          .isVisible();
      tab.page().reload();
      tab.seesState("Running");
      tab.portray("operation-running");
      starts.release();
      tab.seesState("Succeeded");
      assertThat(tab.page().locator("[aria-label='Result']")).containsText("web01 runs as web01-");
      tab.portray("operation-succeeded");
      tab.open("#/vms");
      assertThat(tab.row(vm)).containsText("Test running");
      tab.link("Clean up: web01").click();
      tab.button("Clean up").click();
      tab.seesState("Succeeded");
      tab.open("#/vms");
      assertThat(tab.row(vm)).containsText("Ready");
    } finally {
      starts.release();
    }
  }

  @Test
  void aFailingStepOfALiveFailoverHoldsAndIsRetried() {
    ProtectedContext vm = world.protect("db01", 60);
    world.exhaustAccount();
    try (Tab tab = tab("admin")) {
      startLive(tab);
      tab.sees("It holds and waits for a decision");
      assertThat(tab.page().locator("[data-step='start-machine'][data-state='FAILED']"))
          .isVisible();
      tab.portray("operation-holds");

      world.raiseLimit();
      tab.page().locator("[data-decision='RETRY']").click();
      tab.portray("decision");
      tab.confirm("limit raised", "Try again");
      tab.seesState("Succeeded");
      tab.open(Tab.pageOf(vm));
      tab.sees("Makes the live failover final");
      tab.portray("vm");
    }
  }

  /** Goes to the page that starts it and confirms with the VM's name. */
  private static void startLive(Tab tab) {
    tab.link("Live failover: db01").click();
    tab.sees("Type the VM’s name to go on.");
    tab.portray("start-live");
    tab.page().locator(".typed-name").fill("db02");
    assertThat(tab.button("Start live failover")).isDisabled();
    tab.page().locator(".typed-name").fill("db01");
    tab.button("Start live failover").click();
  }

  @Test
  void aTestThatFailsIsRolledBackAndSaysWhy() {
    ProtectedContext vm = world.protect("intranet01", 40, 20);
    world.exhaustAccount();
    try (Tab tab = tab("operator")) {
      String id = tab.startTest(vm, "ROLL_BACK").path("id").asText();
      tab.await(id, "ROLLED_BACK");
      tab.open("#/operations/" + id);
      tab.seesState("Rolled back");
      tab.sees("Maximum number of running CPUs");
      tab.portray("operation-rolled-back");
    }
  }

  @Test
  void aPlanThatIsRefusedSaysWhatToDo() {
    ProtectedContext vm =
        world.protect(ProtectedVm.named("legacy01").disks(40).withoutTestMapping());
    try (Tab tab = tab("operator")) {
      tab.open(Tab.pageOf(vm) + "/start/TEST_FAILOVER");
      tab.sees("It cannot be done now.");
      assertThat(tab.button("Start test failover")).isDisabled();
      tab.portray("start-refused");
    }
  }

  @Test
  void aStartThatIsNotAnsweredIsSentAgainAndStartsOnce() {
    ProtectedContext vm = world.protect("dns01", 40);
    try (Tab tab = tab("operator")) {
      tab.open(Tab.pageOf(vm) + "/start/TEST_FAILOVER");
      assertThat(tab.button("Start test failover")).isEnabled();

      world.link().cut();
      tab.button("Start test failover").click();
      assertThat(tab.page().locator(".toast")).containsText("The gateway does not answer");
      tab.portray("toast");
      world.link().mend();

      tab.button("Start test failover").click();
      tab.seesState("Succeeded");
    }
  }

  @Test
  void severalVmsAreRecoveredAtOnce() {
    List<ProtectedContext> wrecks = List.of(world.protect("app01", 40), world.protect("app02", 40));
    world.exhaustAccount();
    try (Tab tab = tab("operator")) {
      tab.giveUpHalfWay(wrecks);
      world.raiseLimit();
      tab.open("#/recovery");
      tab.row(wrecks.get(0)).getByText("What was found, and the plan").click();
      tab.sees("What a recovery would do");
      tab.portray("recovery");

      tab.page().getByLabel("Select all").check();
      tab.button("Recover 2 VMs …").click();
      tab.confirm("after the outage", "Recover 2 VMs");
      for (ProtectedContext vm : wrecks) {
        assertThat(tab.row(vm)).containsText("Succeeded");
      }
      tab.portray("batch");
    }
  }

  @Test
  void severalVmsAreTestedAndCleanedUpAtOnce() {
    List<ProtectedContext> vms = List.of(world.protect("erp01", 40), world.protect("erp02", 40));
    try (Tab tab = tab("operator")) {
      tab.choose(vms);
      tab.portray("vms-selected");
      tab.button("Test failover: 2 VMs …").click();
      tab.portray("batch-start");
      tab.confirm("drill", "Test failover: 2 VMs");
      seesAllSucceed(tab, vms);

      tab.open("#/vms");
      tab.choose(vms);
      tab.button("Clean up: 2 VMs …").click();
      tab.confirm("drill is over", "Clean up: 2 VMs");
      seesAllSucceed(tab, vms);

      tab.open("#/batches");
      assertThat(tab.page().locator("[data-batch]").filter(saying("drill is over")))
          .containsText("Succeeded");
      tab.portray("batches");
    }
  }

  private static void seesAllSucceed(Tab tab, List<ProtectedContext> vms) {
    assertThat(tab.page().locator(".standing .status")).hasText("Succeeded");
    vms.forEach(vm -> assertThat(tab.row(vm)).containsText("Succeeded"));
  }

  private static Locator.FilterOptions saying(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void aViewerSeesNoButtons() {
    ProtectedContext vm = world.protect("mail01", 40);
    try (Tab tab = tab("viewer")) {
      for (String address : List.of("#/vms", Tab.pageOf(vm), "#/recovery")) {
        tab.open(address);
        assertThat(tab.page().getByRole(AriaRole.STATUS).filter(saying("Reading"))).hasCount(0);
        assertThat(tab.page().locator(ACTIONS)).hasCount(0);
      }
      tab.open(Tab.pageOf(vm) + "/start/TEST_FAILOVER");
      tab.sees("This needs the role operator; you are signed in as viewer.");
      assertThat(tab.button("Start test failover")).isDisabled();
      Assertions.assertThat(tab.startTest(vm, "HOLD").path("status").asInt()).isEqualTo(403);
    }
  }

  @Test
  void saysThatItIsNotConnectedAndComesBack() {
    try (Tab tab = tab("operator")) {
      Locator banner = tab.page().getByText("Not connected");

      world.link().cut();
      assertThat(banner).isVisible();
      tab.portray("not-connected");
      world.link().mend();

      assertThat(banner).isHidden();
      tab.portray("vms");
      ProtectedContext late = world.protect("late01", 40);
      assertThat(tab.row(late)).isVisible();
    }
  }

  @Test
  void historyIsFilteredMeasuredExportedAndReported() throws IOException {
    ProtectedContext vm = world.protect("crm01", 40, 20);
    try (Tab tab = tab("operator")) {
      String id = tab.startTest(vm, "ROLL_BACK").path("id").asText();
      tab.await(id, "SUCCEEDED");
      tab.open("#/history");
      tab.page().getByPlaceholder("Name or context id").fill("crm01");
      assertThat(tab.page().locator("[data-operation]")).hasCount(1);
      tab.button("Times of Test failover of crm01").click();
      assertThat(tab.page().locator(".chart .critical").first()).isVisible();
      tab.portray("history");

      Download csv = tab.page().waitForDownload(() -> tab.link("Export CSV").click());
      Assertions.assertThat(Files.readString(csv.path())).contains("crm01").contains(id);

      tab.link("Report of Test failover of crm01").click();
      tab.sees("Achieved recovery time");
      tab.portray("report");
    }
  }

  @Test
  void isUsedByKeyboardAlone() {
    ProtectedContext vm = world.protect("key01", 40);
    try (Tab tab = tab("operator")) {
      tab.open(Tab.pageOf(vm) + "/start/TEST_FAILOVER");
      assertThat(tab.button("Start test failover")).isEnabled();
      assertThat(tab.page().locator("h1")).isFocused();

      tab.tabUntilFocused("button.primary");
      tab.page().keyboard().press("Enter");

      tab.seesState("Succeeded");
    }
  }

  @Test
  void saysWhatIsWrongWithAToken() {
    try (Tab tab = Tab.signedOut(chromium, world)) {
      tab.signIn("not-a-token");
      assertThat(tab.page().getByRole(AriaRole.ALERT)).isVisible();
      tab.portray("sign-in");
    }
  }

  private static Tab tab(String role) {
    return Tab.signedIn(chromium, world, role);
  }
}
