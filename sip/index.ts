export { shareSip, type SharedSip } from './cluster/share-sip.ts';
export type { Peers } from './cluster/peers.ts';
export { type SipOptions, connectSip } from './connect-sip.ts';
export { type DrachtioAddress, parseDrachtioUrl } from './drachtio-url.ts';
export { SIP_LIMITS, type SipLimits } from './limits.ts';
export type {
  DialRequest,
  EndCause,
  IncomingCall,
  Leg,
  Offer,
  OutgoingCall,
  PhoneKind,
  PhonesElsewhere,
  Referral,
  RegistrationChange,
  Sip,
  SipAccount,
  SipCounts,
} from './port.ts';
export type { TrunkAccount } from './dial/trunk.ts';
