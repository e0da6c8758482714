import { createSocket } from 'node:dgram';
import { decode, encode } from 'dns-packet';
import { openShop, type Shop } from './shop.ts';

/** A shop whose domains are looked up at a name server of its own. */
export interface ShopWithDns extends Shop {
  /** From now on these are the TXT records of this name; none, and there is no such name. */
  records(name: string, texts: string[]): void;
}

/** Starts both. */
export async function openShopWithDns(): Promise<ShopWithDns> {
  const zone = new Map<string, string[]>();
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { id, flags = 0, questions = [] } = decode(message);
    const [question] = questions;
    const texts = zone.get(question?.name.toLowerCase() ?? '') ?? [];
    const known = texts.length > 0 && question?.type === 'TXT';
    const answers = known ? texts.map((data) => ({ type: 'TXT' as const, name: question.name, ttl: 60, data })) : [];
    // It knows everything about every name: authoritative, and otherwise as the question was; 3 is NXDOMAIN.
    const answer = { id, type: 'response' as const, flags: 0x0400 | (flags & 0x0100) | (texts.length ? 0 : 3), questions, answers };
    socket.send(encode(answer), from.port, from.address);
  });
  const port = await new Promise<number>((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)));
  const shop = await openShop({ KASSA_DNS_SERVER: `127.0.0.1:${port}` });
  const close = async (): Promise<void> => {
    await shop.close();
    socket.close();
  };
  return { ...shop, records: (name, texts) => void zone.set(name.toLowerCase(), texts), close };
}
