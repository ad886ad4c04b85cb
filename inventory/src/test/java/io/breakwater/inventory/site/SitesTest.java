package io.breakwater.inventory.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.inventory.Database;
import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.vm.MachineId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SitesTest {
  private final Database database = TestDatabase.freshOld();
  private final Sites sites = new Sites(database.jdbi());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void readsTheActiveRowAndHidesItsKeys() {
    config("old", 0, "http://old", "a", "b");
    config("prod", 1, "https://cloud.example:8443", "key-1", "secret-1");

    Site site = sites.active();

    assertThat(site.name()).isEqualTo("prod");
    assertThat(site.apiUrl()).hasToString("https://cloud.example:8443/client/api");
    assertThat(site.keys()).isEqualTo(new ApiKeys("key-1", "secret-1"));
    assertThat(site.appliance().value()).isEqualTo("oma-1");
    assertThat(site.toString()).doesNotContain("key-1").doesNotContain("secret-1");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(sites::active).isInstanceOf(SiteNotConfigured.class);

    config("prod", 1, "https://cloud.example", "", "secret-1");

    assertThatThrownBy(sites::active)
        .isInstanceOf(SiteNotConfigured.class)
        .hasMessageContaining("lacks api_key")
        .hasMessageNotContaining("secret-1");
  }

  @Test
  void takesTheOnlyActiveRowWhateverTheVmNames() {
    long old = config("old", 0, "oma-1");
    config("prod", 1, "oma-2");
    TestVm vm = TestVm.in(database.jdbi(), "app01", "vc-1").withDisk("disk-2000");
    name(vm, old);

    assertThat(sites.of(vm.context()).name()).isEqualTo("prod");
    assertThat(sites.areSeveral()).isFalse();
  }

  @Test
  void takesTheRowThatTheContextNamesWhereSeveralAreActive() {
    config("north", 1, "oma-1");
    TestVm vm = TestVm.in(database.jdbi(), "app01", "vc-1").withDisk("disk-2000");
    name(vm, config("south", 1, "oma-2"));

    assertThat(sites.of(vm.context()).name()).isEqualTo("south");
    assertThat(sites.of(new MachineId("oma-1")).name()).isEqualTo("north");
    assertThat(sites.all()).extracting(Site::name).containsExactly("north", "south");
  }

  @Test
  void takesTheRowThatTheVolumesNameWhenTheContextNamesNone() {
    config("north", 1, "oma-1");
    long south = config("south", 1, "oma-2");
    TestVm vm = TestVm.in(database.jdbi(), "app01", "vc-1").withDisk("disk-2000");
    vm.execute("UPDATE ossea_volumes SET ossea_config_id = ?", south);

    assertThat(sites.of(vm.context()).name()).isEqualTo("south");
  }

  @Test
  void refusesToGuessWhichApplianceAVmBelongsTo() {
    long north = config("north", 1, "oma-1");
    long south = config("south", 1, "oma-2");
    TestVm vm = TestVm.in(database.jdbi(), "app01", "vc-1").withDisk("disk-2000");

    assertThatThrownBy(() -> sites.of(vm.context()))
        .isInstanceOf(SiteAmbiguous.class)
        .hasMessageContaining(vm.context() + ": it and its volumes name no row")
        .hasMessageContaining("2 (south, appliance oma-2)")
        .hasMessageContaining("set ossea_config_id");

    vm.execute("UPDATE vm_replication_contexts SET ossea_config_id = ?", north);
    vm.execute("UPDATE ossea_volumes SET ossea_config_id = ?", south);

    assertThatThrownBy(() -> sites.of(vm.context())).hasMessageContaining("name the rows [1, 2]");
    assertThatThrownBy(sites::active).isInstanceOf(SiteAmbiguous.class);
  }

  @Test
  void refusesAVmWhoseRowIsNotActiveWhereSeveralOthersAre() {
    config("north", 1, "oma-1");
    config("south", 1, "oma-2");
    TestVm vm = TestVm.in(database.jdbi(), "app01", "vc-1");
    name(vm, config("west", 0, "oma-3"));

    assertThatThrownBy(() -> sites.of(vm.context())).isInstanceOf(SiteAmbiguous.class);
    assertThatThrownBy(() -> sites.of(new MachineId("oma-3")))
        .isInstanceOf(SiteNotConfigured.class)
        .hasMessageContaining("no active row of ossea_configs names it")
        .hasMessageContaining("1 (north, appliance oma-1)");
  }

  @Test
  void prefersTheMappingsOfTheContext() {
    TestVm vm = TestVm.in(database.jdbi(), "app01", "vc-1");
    map(vm, null, "app01", "by-name");
    map(vm, vm.context().value(), "other", "by-context");

    assertThat(sites.mappings(vm.context()))
        .extracting(m -> m.network().value())
        .containsExactly("by-context");
  }

  @Test
  void takesMappingsByNameOnlyWhileTheNameIsUnique() {
    TestVm vm = TestVm.in(database.jdbi(), "app01", "vc-1");
    map(vm, null, "app01", "by-name");
    assertThat(sites.mappings(vm.context())).hasSize(1).allMatch(NetworkMappingRow::test);

    TestVm.in(database.jdbi(), "app01", "vc-2");

    assertThat(sites.mappings(vm.context())).isEmpty();
  }

  private static void name(TestVm vm, long row) {
    vm.execute("UPDATE vm_replication_contexts SET ossea_config_id = ?", row);
    vm.execute("UPDATE ossea_volumes SET ossea_config_id = ?", row);
  }

  private long config(String name, int active, String appliance) {
    config(name, active, "https://" + name + ".example", "key", "secret");
    return database
        .jdbi()
        .withHandle(
            handle -> {
              handle.execute(
                  "UPDATE ossea_configs SET oma_vm_id = ? WHERE name = ?", appliance, name);
              return handle.select("SELECT MAX(id) FROM ossea_configs").mapTo(Long.class).one();
            });
  }

  private void config(String name, int active, String url, String key, String secret) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO ossea_configs (name, is_active, api_url, api_key, secret_key,"
                        + " zone, template_id, service_offering_id, oma_vm_id)"
                        + " VALUES (?, ?, ?, ?, ?, 'zone-1', 't', 's', 'oma-1')",
                    name,
                    active,
                    url,
                    key,
                    secret));
  }

  private static void map(TestVm vm, String context, String vmId, String network) {
    vm.execute(
        "INSERT INTO network_mappings (vm_context_id, vm_id, source_network_name,"
            + " destination_network_id, destination_network_name, is_test_network)"
            + " VALUES (?, ?, 'VM Network', ?, 'n', 1)",
        context,
        vmId,
        network);
  }
}
