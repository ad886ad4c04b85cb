/**
 * The crash and fault sweep: every outgoing call of every kind of workflow meets every kind of
 * fault, on a real Temporal server, a real database and real worker processes, and a judge that
 * knows nothing of plans says whether anything was lost.
 */
package io.breakwater.e2e.sweep;
