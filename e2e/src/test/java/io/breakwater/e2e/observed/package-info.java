/** What people see of operations from outside: traces, logs, histories. */
package io.breakwater.e2e.observed;
