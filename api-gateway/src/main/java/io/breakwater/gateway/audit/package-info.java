/** The audit log, for whoever has to show it. */
package io.breakwater.gateway.audit;
