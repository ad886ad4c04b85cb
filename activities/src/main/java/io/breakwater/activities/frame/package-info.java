/**
 * What every step has in common: logging context, job log, lease, failure types, and the checks of
 * invariants that several steps share.
 */
package io.breakwater.activities.frame;
