package io.breakwater.activities.guest;

import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.util.Optional;

/**
 * The driver injections on this appliance, whichever worker started them.
 *
 * <p>Implementations throw {@link InjectorException} when they cannot tell.
 */
public interface Injectors {

  /** Whether something may still be writing to this volume. */
  boolean alive(VolumeId volume);

  /**
   * Ends the injection on this volume with its whole process group and waits until it is gone. Does
   * nothing when none is alive. The disk is left half-written.
   *
   * @param why for people
   * @throws InjectorException when it could not be ended
   */
  void stop(VolumeId volume, String why);

  /** The newest run on this volume. */
  Optional<Injection> newest(VolumeId volume);

  /** Where a run stands, by {@link Injection#id}. */
  InjectionState state(String id);

  /**
   * Starts an injection and returns as soon as it has recorded itself.
   *
   * @throws InjectorException when one is alive on this volume, or when it cannot be started
   */
  Injection start(OperationId operation, VolumeId volume, String jobId, String device);
}
