/**
 * The source VM of a live failover: its steps, its power as an observation sees it, and the look at
 * it right before the destination starts.
 */
package io.breakwater.activities.source;
