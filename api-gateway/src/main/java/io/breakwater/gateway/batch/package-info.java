/** One operation on many VMs. */
package io.breakwater.gateway.batch;
