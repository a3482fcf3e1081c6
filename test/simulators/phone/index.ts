export { type OpenPhoneSocket, SimAudio } from './audio.ts';
export { decodeUlaw, encodeUlaw, toneUlaw } from './g711.ts';
export { NotAnswered, type Ring, SimPhone } from './phone.ts';
export { SimCall } from './sim-call.ts';
export { SimEndpoint } from './endpoint.ts';
export { header, readMessage, type SimMessage, uriOf, writeMessage } from './message.ts';
