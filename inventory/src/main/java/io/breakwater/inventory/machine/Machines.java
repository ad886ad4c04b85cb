package io.breakwater.inventory.machine;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.failover.FailoverJobs;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** The destination VMs that operations made, at most one each. Idempotent. Thread-safe. */
public final class Machines {
  private static final String INTENT =
      "INSERT INTO breakwater_machines (operation_id, context_id, name, display_name, created_at)"
          + " VALUES (:operation, :context, :name, :display, UTC_TIMESTAMP(6))"
          + " ON DUPLICATE KEY UPDATE name = IF(machine_id IS NULL, :name, name),"
          + " display_name = IF(machine_id IS NULL, :display, display_name)";

  private static final String DEPLOYED =
      "UPDATE breakwater_machines SET machine_id = :value WHERE operation_id = :operation"
          + " AND (machine_id IS NULL OR machine_id = :value)";

  private static final String TEMPLATE_ROOT =
      "UPDATE breakwater_machines SET template_root = :value WHERE operation_id = :operation"
          + " AND (template_root = :value OR (template_root IS NULL AND NOT volumes_attached))";

  private static final String DESTINATIONS =
      "SELECT f.* FROM failover_jobs f JOIN vm_replication_contexts c ON "
          + FailoverJobs.OF_CONTEXT
          + " WHERE c.context_id = :context AND f.destination_vm_id <> '' ORDER BY f.id DESC";

  private final Transactions transactions;
  private final Disks disks;

  public Machines(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
    this.disks = new Disks(jdbi);
  }

  /** Records, before the deploy, the name of the VM that the operation will make. */
  public void intent(OperationRef operation, String name, String displayName) {
    transactions.run(
        handle ->
            handle
                .createUpdate(INTENT)
                .bind("operation", operation.id().value())
                .bind("context", operation.context().value())
                .bind("name", name)
                .bind("display", displayName)
                .execute());
  }

  /**
   * Records the VM.
   *
   * @throws IllegalStateException without an intent, or when another VM is recorded already
   */
  public void deployed(OperationId maker, MachineId machine) {
    if (update(DEPLOYED, maker, machine.value()) == 0) {
      throw new IllegalStateException(
          "record VM "
              + machine
              + " as the destination of operation "
              + maker
              + ": "
              + known(maker));
    }
  }

  /**
   * Records the ROOT volume that came with the VM.
   *
   * @throws IllegalStateException when another ROOT is recorded, when a volume was sent to the VM
   *     already, or when the volume is a protected one: then nobody can say any more which volume
   *     may be deleted
   */
  public void templateRoot(OperationId maker, VolumeId root) {
    boolean isProtected = disks.isProtected(root);
    if (isProtected || update(TEMPLATE_ROOT, maker, root.value()) == 0) {
      throw new IllegalStateException(
          "record volume "
              + root
              + " as the template ROOT of the destination of operation "
              + maker
              + ": "
              + (isProtected ? "it holds a protected disk" : known(maker)));
    }
  }

  /** Records, before the first attach, that protected volumes go to the VM. */
  public void volumesAttached(OperationId maker) {
    flag("volumes_attached", maker);
  }

  public void templateRootDeleted(OperationId maker) {
    flag("template_root_deleted", maker);
  }

  /** Records that CloudStack no longer lists the VM. */
  public void gone(OperationId maker) {
    flag("gone", maker);
  }

  public Optional<MachineRow> find(OperationId maker) {
    return select("operation_id = :key", maker.value()).stream().findFirst();
  }

  public Optional<MachineRow> find(MachineId machine) {
    return select("machine_id = :key", machine.value()).stream().findFirst();
  }

  /** The machines of a VM context that are not gone, intents too, oldest first. */
  public List<MachineRow> open(ContextId context) {
    return select("context_id = :key AND NOT gone", context.value());
  }

  /**
   * The destinations that {@code failover_jobs} names for the VM, newest first, each once; the old
   * system's rows without a context included when vm id or name tell whose they are.
   */
  public List<Destination> destinations(ContextId context) {
    Map<MachineId, Destination> newest =
        transactions.in(
            handle ->
                handle
                    .createQuery(DESTINATIONS)
                    .bind("context", context.value())
                    .map((row, view) -> destination(row))
                    .stream()
                    .collect(
                        Collectors.toMap(
                            Destination::machine,
                            Function.identity(),
                            (first, older) -> first,
                            LinkedHashMap::new)));
    return List.copyOf(newest.values());
  }

  private int update(String sql, OperationId maker, String value) {
    return transactions.in(
        handle ->
            handle
                .createUpdate(sql)
                .bind("operation", maker.value())
                .bind("value", value)
                .execute());
  }

  private void flag(String column, OperationId maker) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "UPDATE breakwater_machines SET <column> = 1 WHERE operation_id = :operation")
                .define("column", column)
                .bind("operation", maker.value())
                .execute());
  }

  private List<MachineRow> select(String condition, String key) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM breakwater_machines WHERE <condition>"
                        + " ORDER BY created_at, operation_id")
                .define("condition", condition)
                .bind("key", key)
                .map((row, view) -> read(row))
                .list());
  }

  private String known(OperationId maker) {
    return find(maker)
        .map(
            m ->
                "VM "
                    + m.id()
                    + " with template ROOT "
                    + m.templateRoot()
                    + " is recorded"
                    + (m.volumesAttached() ? " and volumes were sent to it" : ""))
        .orElse("no intent is recorded");
  }

  private static MachineRow read(ResultSet row) throws SQLException {
    String machine = row.getString("machine_id");
    String root = row.getString("template_root");
    return new MachineRow(
        new OperationId(row.getString("operation_id")),
        new ContextId(row.getString("context_id")),
        row.getString("name"),
        row.getString("display_name"),
        machine == null ? null : new MachineId(machine),
        root == null ? null : new VolumeId(root),
        row.getBoolean("template_root_deleted"),
        row.getBoolean("volumes_attached"),
        row.getBoolean("gone"),
        Columns.instant(row, "created_at"));
  }

  private static Destination destination(ResultSet row) throws SQLException {
    return new Destination(
        new MachineId(row.getString("destination_vm_id")),
        row.getString("job_id"),
        row.getString("job_type"),
        row.getString("status"),
        Columns.instant(row, "created_at"));
  }
}
