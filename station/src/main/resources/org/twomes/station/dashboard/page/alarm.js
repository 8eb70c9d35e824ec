import { TEXTS } from "./texts.js";

const KEY = "sound";
const TONE_HZ = 440;
const TONE_SECONDS = 0.6;
const VOLUME = 0.25;
const SILENCE = 0.001;

/** The sound of a failure, for who turned it on; the browser remembers that. */
export class Alarm {
  #storage;
  #makeAudio;
  #changed;
  #on;
  #audio;

  /**
   * @param storage as the browser's localStorage
   * @param makeAudio gives an AudioContext
   * @param changed is called when the alarm may have another text now
   */
  constructor(storage, makeAudio, changed) {
    this.#storage = storage;
    this.#makeAudio = makeAudio;
    this.#changed = changed;
    this.#on = storage.getItem(KEY) === "on";
  }

  get on() {
    return this.#on;
  }

  /** What its button says. */
  get text() {
    return this.#on && !this.#runs() ? TEXTS.soundWaits : TEXTS.sound;
  }

  /** Turns it on, and sounds it once, or off. */
  async toggle() {
    this.#on = !this.#on;
    this.#storage.setItem(KEY, this.#on ? "on" : "off");
    this.#changed();
    if (!this.#on) return;
    await this.#allow();
    this.#beep();
  }

  /** The user touched the page: a browser lets it sound only after that. */
  async touched() {
    if (this.#on) await this.#allow();
  }

  sound() {
    if (this.#on && this.#runs()) this.#beep();
  }

  #runs() {
    return this.#audio?.state === "running";
  }

  async #allow() {
    this.#audio ??= this.#makeAudio();
    this.#audio.onstatechange = this.#changed;
    await this.#audio.resume();
  }

  #beep() {
    const audio = this.#audio;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const end = audio.currentTime + TONE_SECONDS;
    tone.frequency.value = TONE_HZ;
    volume.gain.setValueAtTime(VOLUME, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(SILENCE, end);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(end);
  }
}
