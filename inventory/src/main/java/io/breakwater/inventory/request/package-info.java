/** What the gateway has to remember of requests: starts, and an audit row for each change. */
package io.breakwater.inventory.request;
