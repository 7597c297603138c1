import { generateKeyPairSync, sign } from 'node:crypto';

/** DER: tag, length, content (X.690 §8.1). */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const size = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
const sequence = (...items: Uint8Array[]): Buffer => der(0x30, ...items);
const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
const ECDSA_SHA256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'));
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const ALT_NAME = Buffer.from('0603551d11', 'hex');
/** GeneralizedTime `YYYYMMDDHHMMSSZ` (RFC 5280 §4.1.2.5.2). */
const time = (day: string): Buffer => der(0x18, Buffer.from(`${day.replaceAll('-', '')}000000Z`));

/**
 * A self-signed certificate made on the spot, so that no key lies in the repository and no date runs out.
 * @param host  the name it is made out to
 * @returns PEM, as TLS servers take it
 */
export function aCertificate(host: string, from = '2000-01-01', until = '2200-01-01'): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(COMMON_NAME, utf8(host))));
  const alternative = sequence(ALT_NAME, der(0x04, sequence(der(0x82, Buffer.from(host)))));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const extensions = der(0xa3, sequence(alternative));
  const body = sequence(version, serial, ECDSA_SHA256, name, sequence(time(from), time(until)), name, key, extensions);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const certificate = sequence(body, ECDSA_SHA256, signature)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}
