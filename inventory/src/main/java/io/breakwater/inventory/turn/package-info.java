/** The durable queue of each appliance: whose job is submitted next. */
package io.breakwater.inventory.turn;
