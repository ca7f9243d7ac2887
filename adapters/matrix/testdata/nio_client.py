"""Asks the bot in an encrypted room with another implementation of the
encryption (libolm), and prints what it decrypts, one line each. It gives the
key of what it says to verified devices only, and verifies the one device of the
bot that has FINGERPRINT.

usage: nio_client.py URL USER PASSWORD BOT FINGERPRINT QUESTION STORE
"""
import asyncio
import sys

import nio

url, user, password, bot, fingerprint, question, store = sys.argv[1:8]


async def main():
    config = nio.AsyncClientConfig(store_sync_tokens=True, encryption_enabled=True)
    client = nio.AsyncClient(url, user, store_path=store, config=config)
    answered = asyncio.Event()
    sealed = []  # what came before its key

    def heard(room, event):
        if event.sender != bot:
            return
        if isinstance(event, nio.MegolmEvent):
            sealed.append((room, event))
            return
        print("HEARD", event.source["content"]["msgtype"], event.decrypted, event.verified, event.body.replace("\n", " "), flush=True)
        if question in event.body:
            answered.set()

    client.add_event_callback(heard, (nio.RoomMessage, nio.MegolmEvent))
    login = await client.login(password)
    assert isinstance(login, nio.LoginResponse), login
    if client.should_upload_keys:
        await client.keys_upload()
    await client.sync(timeout=1000, full_state=True)
    rule = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    made = await client.room_create(invite=[bot], initial_state=[rule], preset=nio.RoomPreset.private_chat)
    room = made.room_id
    for _ in range(500):
        await client.sync(timeout=200)
        if room in client.rooms and bot in client.rooms[room].users and bot not in client.rooms[room].invited_users:
            break
    await client.keys_query()
    for device in client.device_store.active_user_devices(bot):
        if device.ed25519 == fingerprint:
            client.verify_device(device)
            print("VERIFIED", device.id, flush=True)
        else:
            client.blacklist_device(device)
    sent = await client.room_send(room, "m.room.message", {"msgtype": "m.text", "body": question})
    assert isinstance(sent, nio.RoomSendResponse), sent
    print("ROOM", room, flush=True)
    for _ in range(500):
        await client.sync(timeout=200)
        for room, event in sealed[:]:
            try:
                opened = client.decrypt_event(event)
            except nio.EncryptionError:
                continue
            sealed.remove((room, event))
            heard(room, opened)
        if answered.is_set():
            break
    if sealed:
        print("UNDECRYPTED", flush=True)
    await client.close()
    sys.exit(0 if answered.is_set() else 1)


asyncio.run(main())
