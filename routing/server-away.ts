/**
 * Why an agent is not ready whose conversation was with a caller of a server that is gone, or whose own server was away from
 * the others meanwhile. Ends with the conversation; the server that has the phone says so.
 */
export const SERVER_AWAY = 'server-away';
