import type { RandomStream } from "../core/random.ts";
import { integerBetween } from "./draws.ts";
import { pick } from "./simulated_review_words.ts";

/**
 * Sentences that say nothing about the film's worth. A few of them hold a negation or a contrast, so that neither is
 * evidence by itself. Slots: a person, a place, a number, a role, a month.
 */
const TEMPLATES: readonly string[] = [
  "the film follows {person} , a {role} from {place} , over the course of {number} days .",
  "{person} plays the {role} , and {person} plays the {role} next door .",
  "it was shot in {place} , mostly at night , with a crew of {number} people .",
  "i saw it in {month} with my {relative} , in a small cinema in {place} .",
  "the story begins in {place} , where a {role} finds a letter from {person} .",
  "it runs for about {number} minutes , with the credits .",
  "{person} wrote the novel on which it is based , and sold {number} copies in {place} .",
  "i first heard of {person} when the series about the {role} was on television .",
  "there is a scene in {place} with {number} horses , a train and a {role} .",
  "in the middle part the {role} travels from {place} to {place} to meet {person} .",
  "the part of the {role} was first given to {person} ( who left after {number} days ) .",
  "my {relative} had read the book , and told me about the {role} on the way home .",
  "we did not sit near the front , as the rows up to number {number} were taken .",
  '{person} said in an interview : " we had {number} days and one camera . "',
  "the version that i have seen is in black and white , with subtitles .",
  "who is the man at the window ? the {role} asks {person} , and then the telephone rings .",
  "the dvd has an interview with {person} and {number} minutes of scenes that were cut .",
  "it is set in the winter of a year that is never named , in or near {place} .",
  "{person} , who also made a film about a {role} , produced it together with {person} .",
  "on the second day the {role} takes the bus to {place} and gets off at the wrong stop .",
  "the title refers to a street in {place} , where {person} was born .",
  "i have now seen {number} films with {person} , three of them about a {role} .",
  "the costumes are those of the time : hats , gloves , long coats .",
  "then {person} meets the {role} again , this time on a bridge in {place} .",
  "it came out in {month} , {number} weeks after the one about the {role} .",
  "my {relative} wanted to see the other one , but it was sold out until {month} .",
  "at the time {person} was {number} years old and lived in {place} .",
  "a {role} , a {role} and their dog share a house by the river .",
  "there are {number} songs in it , two of them sung by {person} .",
  "the remake moves the whole thing to {place} , and the {role} becomes a {role} .",
  "if you do not know the story : a {role} from {place} inherits {number} acres of land .",
  "{person} has a short appearance as a {role} in the scene at the harbour .",
];

const ROLES: readonly string[] = [
  "doctor",
  "teacher",
  "sailor",
  "detective",
  "baker",
  "widow",
  "soldier",
  "painter",
  "farmer",
  "nurse",
  "thief",
  "singer",
  "lawyer",
  "gardener",
  "journalist",
  "pilot",
];
const RELATIVES: readonly string[] = [
  "brother",
  "sister",
  "wife",
  "husband",
  "cousin",
  "neighbour",
];
const MONTHS: readonly string[] = ["January", "March", "April", "June", "September", "November"];
const FIRST_NAMES: readonly string[] = [
  "Anna",
  "Tom",
  "Maria",
  "Peter",
  "Clara",
  "Henry",
  "Julia",
  "Frank",
  "Rosa",
  "Simon",
];
/** Syllables of invented names. */
const BEGINNINGS: readonly string[] = [
  "bar",
  "kel",
  "mor",
  "tan",
  "wes",
  "lin",
  "fer",
  "gal",
  "har",
  "dun",
  "cor",
  "sel",
  "nor",
  "pel",
  "ras",
  "vin",
];
const MIDDLES: readonly string[] = ["", "a", "i", "o", "en", "er", "in", "al"];
const SURNAME_ENDS: readonly string[] = [
  "man",
  "son",
  "ley",
  "worth",
  "ski",
  "berg",
  "dez",
  "well",
];
const PLACE_ENDS: readonly string[] = [
  "ton",
  "ville",
  "ford",
  "burg",
  "mouth",
  "stad",
  "field",
  "ham",
];

/** An invented name. The first syllables are the most frequent, the last rare, as names are in real reviews. */
function inventName(stream: RandomStream, ends: readonly string[]): string {
  const skewed = (parts: readonly string[]): string => {
    const u = stream.uniform();
    return parts[Math.floor(u * u * u * parts.length)]!;
  };
  const name = skewed(BEGINNINGS) + skewed(MIDDLES) + skewed(ends);
  return name[0]!.toUpperCase() + name.slice(1);
}

const SLOTS: Readonly<Record<string, (stream: RandomStream) => string>> = {
  person: (stream) => `${pick(stream, FIRST_NAMES)} ${inventName(stream, SURNAME_ENDS)}`,
  place: (stream) => inventName(stream, PLACE_ENDS),
  number: (stream) => String(integerBetween(stream, 2, 120)),
  role: (stream) => pick(stream, ROLES),
  relative: (stream) => pick(stream, RELATIVES),
  month: (stream) => pick(stream, MONTHS),
};

/** A sentence of filler: its tokens, names and months with their capital. */
export function fillerSentence(stream: RandomStream): string[] {
  const sentence = pick(stream, TEMPLATES);
  return sentence.replace(/\{(\w+)\}/g, (_, slot: string) => SLOTS[slot]!(stream)).split(" ");
}
