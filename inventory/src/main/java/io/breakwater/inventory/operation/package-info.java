/** Records of operations and the status of jobs. */
package io.breakwater.inventory.operation;
