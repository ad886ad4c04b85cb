package io.breakwater.inventory.site;

import io.breakwater.vm.MachineId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row of {@code ossea_configs} as it stands there, whether it can be used or not. */
record Row(long id, Map<String, String> columns) {
  private static final List<String> NEEDED =
      List.of("api_url", "api_key", "secret_key", "oma_vm_id");

  private static final List<String> WANTED =
      List.of("name", "domain", "zone", "template_id", "network_id", "service_offering_id");

  static Row read(ResultSet row) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String column : Stream.concat(NEEDED.stream(), WANTED.stream()).toList()) {
      String value = row.getString(column);
      columns.put(column, value == null ? "" : value.strip());
    }
    return new Row(row.getLong("id"), columns);
  }

  /** What people know them by; no keys. */
  static String texts(List<Row> rows) {
    return rows.stream().map(Row::toString).collect(Collectors.joining(", "));
  }

  String appliance() {
    return columns.get("oma_vm_id");
  }

  /**
   * What can be worked with.
   *
   * @throws SiteNotConfigured when it lacks URL, keys or appliance
   */
  Site site() {
    List<String> missing = NEEDED.stream().filter(name -> columns.get(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new SiteNotConfigured(
          "read the active CloudStack configuration: ossea_configs row "
              + id
              + " lacks "
              + String.join(", ", missing)
              + "; fill it in the appliance's settings");
    }
    return new Site(
        id,
        columns.get("name"),
        Sites.apiUrl(columns.get("api_url")),
        new ApiKeys(columns.get("api_key"), columns.get("secret_key")),
        columns.get("domain"),
        columns.get("zone"),
        columns.get("template_id"),
        columns.get("network_id"),
        columns.get("service_offering_id"),
        new MachineId(appliance()));
  }

  @Override
  public String toString() {
    return id + " (" + columns.get("name") + ", appliance " + appliance() + ")";
  }
}
