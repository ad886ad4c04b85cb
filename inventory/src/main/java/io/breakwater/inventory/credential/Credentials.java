package io.breakwater.inventory.credential;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.credential.CredentialsUnavailable.Reason;
import io.breakwater.vm.ContextId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@code vmware_credentials}, read only. Thread-safe. */
public final class Credentials {
  private static final String CONTEXT =
      "SELECT vcenter_host, credential_id FROM vm_replication_contexts"
          + " WHERE context_id = :context";

  private static final String ROWS =
      "SELECT id, credential_name, vcenter_host, username, password_encrypted, datacenter,"
          + " COALESCE(is_active, 1) AS active FROM vmware_credentials"
          + " ORDER BY COALESCE(is_default, 0) DESC, id";

  private final Transactions transactions;
  private final CredentialKey key;

  public Credentials(Jdbi jdbi, CredentialKey key) {
    this.transactions = new Transactions(jdbi);
    this.key = Objects.requireNonNull(key, "key");
  }

  /**
   * The login to the VM's own vCenter: the row that the context names, while it is active, else an
   * active row of the same {@code vcenter_host}. Never a row of another vCenter, which may know a
   * copy of the VM under the same id.
   *
   * @throws CredentialsUnavailable when there is none that can be used
   */
  public VCenterCredentials of(ContextId context) {
    return transactions.in(
        handle -> {
          Protected vm = find(handle, context);
          Row row = choose(vm, rows(handle), context);
          return row.open(key);
        });
  }

  private static Protected find(Handle handle, ContextId context) {
    return handle
        .createQuery(CONTEXT)
        .bind("context", context.value())
        .map((row, view) -> new Protected(row.getString(1), Columns.integer(row, "credential_id")))
        .findOne()
        .orElseThrow(
            () -> new CredentialsUnavailable(Reason.NO_CONTEXT, "there is no context " + context));
  }

  private static List<Row> rows(Handle handle) {
    return handle.createQuery(ROWS).map((row, view) -> Row.read(row)).list();
  }

  private static Row choose(Protected vm, List<Row> rows, ContextId context) {
    Optional<Row> own = rows.stream().filter(row -> row.active() && row.is(vm.row())).findFirst();
    if (own.isPresent() && !own.get().isFor(vm.vcenter())) {
      throw new CredentialsUnavailable(
          Reason.OTHER_VCENTER,
          "context "
              + context
              + " is a VM of vCenter "
              + vm.vcenter()
              + ", but its "
              + own.get().where()
              + " is for another. Give the context credentials of its own vCenter.");
    }
    return own.or(
            () -> rows.stream().filter(row -> row.active() && row.isFor(vm.vcenter())).findFirst())
        .orElseThrow(() -> new CredentialsUnavailable(Reason.NO_ROW, missing(vm, context)));
  }

  private static String missing(Protected vm, ContextId context) {
    return "there are no active credentials of vCenter "
        + vm.vcenter()
        + " for context "
        + context
        + (vm.row() == null ? "" : ", and its own (id " + vm.row() + ") are not active")
        + ". Add or activate credentials of that vCenter; those of another are not used.";
  }

  /**
   * What the context says.
   *
   * @param row null when it names none
   */
  private record Protected(String vcenter, Integer row) {}

  private record Row(int id, String name, VCenterCredentials sealed, boolean active) {

    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getInt("id"),
          row.getString("credential_name"),
          new VCenterCredentials(
              row.getString("vcenter_host").strip(),
              row.getString("username"),
              row.getString("password_encrypted"),
              row.getString("datacenter")),
          row.getBoolean("active"));
    }

    boolean is(Integer other) {
      return other != null && other == id;
    }

    /** Host names do not differ by case. */
    boolean isFor(String vcenter) {
      return sealed.host().equalsIgnoreCase(vcenter.strip());
    }

    String where() {
      return "credentials '" + name + "' (id " + id + ", vCenter " + sealed.host() + ")";
    }

    VCenterCredentials open(CredentialKey key) {
      String password = key.decrypt(sealed.password(), where());
      if (sealed.username().isBlank()) {
        throw new CredentialsUnavailable(
            Reason.UNREADABLE, where() + " holds no user name. Store it again.");
      }
      return new VCenterCredentials(
          sealed.host(), sealed.username(), password, sealed.datacenter());
    }
  }
}
