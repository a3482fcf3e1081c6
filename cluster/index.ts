export type { Cluster, Fact, Facts, Heard, Member } from './port.ts';
export { type ClusterOptions, openCluster } from './open-cluster.ts';
