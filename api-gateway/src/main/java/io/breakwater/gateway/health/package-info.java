/** Whether the gateway and what it depends on work. */
package io.breakwater.gateway.health;
