import { directionOf, type Language, languageAsked } from "../../contract/languages.ts";

/** Says an English sentence of these pages in the reader's language. @param values for the parts in braces */
export type Say = (english: string, values?: Readonly<Record<string, string>>) => string;

/** How a page is written: in the language that the browser prefers. */
export interface Reading {
  readonly language: Language;
  readonly direction: "ltr" | "rtl";
  readonly say: Say;
}

/** @param accepted the Accept-Language header */
export function readingOf(accepted: string | undefined): Reading {
  const language = languageAsked(accepted ?? null);
  const at = translated.indexOf(language);
  const say: Say = (english, values = {}) =>
    (sentences[english]?.[at] ?? english).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  return { language, direction: directionOf(language), say };
}

const translated: readonly Language[] = ["de", "fr", "es", "ja", "ar"];

/** This server runs from source and stands alone: few sentences, and none with plurals. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  "Sign in": ["Anmelden", "Se connecter", "Iniciar sesión", "サインイン", "تسجيل الدخول"],
  "to continue to {application}": [
    "um mit {application} weiterzumachen",
    "pour continuer vers {application}",
    "para continuar a {application}",
    "{application} に進みます",
    "للمتابعة إلى {application}",
  ],
  "the application": ["der Anwendung", "l’application", "la aplicación", "アプリケーション", "التطبيق"],
  Username: ["Benutzername", "Nom d’utilisateur", "Nombre de usuario", "ユーザー名", "اسم المستخدم"],
  Password: ["Passwort", "Mot de passe", "Contraseña", "パスワード", "كلمة المرور"],
  "Create account": ["Konto erstellen", "Créer un compte", "Crear cuenta", "アカウントを作成", "إنشاء حساب"],
  "The account gets the password that you typed. If the name is wrong, correct it and sign in.": [
    "Das Konto bekommt das Passwort, das du eingegeben hast. Stimmt der Name nicht, korrigiere ihn und melde dich an.",
    "Le compte aura le mot de passe que vous avez saisi. Si le nom est faux, corrigez-le et connectez-vous.",
    "La cuenta tendrá la contraseña que escribiste. Si el nombre no es correcto, corrígelo e inicia sesión.",
    "入力したパスワードでアカウントが作成されます。名前が違う場合は、直してサインインしてください。",
    "سيأخذ الحساب كلمة المرور التي كتبتها. إن كان الاسم خطأً فصحّحه وسجّل الدخول.",
  ],
  "New here? Choose a username and a password of at least 8 characters, then press Create account.": [
    "Neu hier? Wähle einen Benutzernamen und ein Passwort mit mindestens 8 Zeichen und drücke dann „Konto erstellen“.",
    "Nouveau ici ? Choisissez un nom d’utilisateur et un mot de passe d’au moins 8 caractères, puis « Créer un compte ».",
    "¿Es tu primera vez? Elige un nombre de usuario y una contraseña de al menos 8 caracteres y pulsa «Crear cuenta».",
    "初めての方は、ユーザー名と8文字以上のパスワードを決めて「アカウントを作成」を押してください。",
    "جديد هنا؟ اختر اسم مستخدم وكلمة مرور من 8 أحرف على الأقل ثم اضغط «إنشاء حساب».",
  ],
  "Username or password is wrong.": [
    "Benutzername oder Passwort ist falsch.",
    "Le nom d’utilisateur ou le mot de passe est incorrect.",
    "El nombre de usuario o la contraseña no es correcto.",
    "ユーザー名またはパスワードが違います。",
    "اسم المستخدم أو كلمة المرور خطأ.",
  ],
  "There is no account {name} here yet.": [
    "Das Konto {name} gibt es hier noch nicht.",
    "Il n’y a pas encore de compte {name} ici.",
    "Aquí aún no hay ninguna cuenta {name}.",
    "アカウント {name} はまだありません。",
    "لا يوجد هنا حساب {name} بعد.",
  ],
  "There is no such account here. {fault}": [
    "Dieses Konto gibt es hier nicht. {fault}",
    "Ce compte n’existe pas ici. {fault}",
    "Esa cuenta no existe aquí. {fault}",
    "このアカウントはありません。{fault}",
    "لا يوجد حساب كهذا هنا. {fault}",
  ],
  "A username starts with a letter and holds only letters, digits and underscores, at most 64.": [
    "Ein Benutzername beginnt mit einem Buchstaben und hat nur Buchstaben, Ziffern und Unterstriche, höchstens 64.",
    "Un nom d’utilisateur commence par une lettre et ne contient que des lettres, chiffres et tirets bas, 64 au plus.",
    "Un nombre de usuario empieza por una letra y solo tiene letras, cifras y guiones bajos, 64 como máximo.",
    "ユーザー名は英字で始まり、英数字とアンダースコアのみ、64文字までです。",
    "يبدأ اسم المستخدم بحرف ولا يحوي إلا حروفًا وأرقامًا وشرطات سفلية، 64 على الأكثر.",
  ],
  "A password has 8 to 256 characters.": [
    "Ein Passwort hat 8 bis 256 Zeichen.",
    "Un mot de passe a de 8 à 256 caractères.",
    "Una contraseña tiene de 8 a 256 caracteres.",
    "パスワードは8〜256文字です。",
    "تتكون كلمة المرور من 8 إلى 256 حرفًا.",
  ],
  "This username is taken.": [
    "Dieser Benutzername ist vergeben.",
    "Ce nom d’utilisateur est déjà pris.",
    "Este nombre de usuario está ocupado.",
    "このユーザー名は使われています。",
    "اسم المستخدم هذا محجوز.",
  ],
  "Too many tries. Wait a few minutes and try again.": [
    "Zu viele Versuche. Warte ein paar Minuten und versuch es noch einmal.",
    "Trop d’essais. Attendez quelques minutes et réessayez.",
    "Demasiados intentos. Espera unos minutos y vuelve a probar.",
    "試行回数が多すぎます。数分待ってから再試行してください。",
    "محاولات كثيرة. انتظر بضع دقائق ثم حاول مرة أخرى.",
  ],
  "Allow access": ["Zugriff erlauben", "Autoriser l’accès", "Permitir el acceso", "アクセスを許可", "السماح بالوصول"],
  "{application} wants to read and change your agenda.": [
    "{application} möchte deine Agenda lesen und ändern.",
    "{application} souhaite lire et modifier votre agenda.",
    "{application} quiere leer y cambiar tu agenda.",
    "{application} がアジェンダの閲覧と変更を求めています。",
    "يريد {application} قراءة مفكرتك وتغييرها.",
  ],
  "It calls itself {client} and you will go back to {host}. Allow it only if you have just started this yourself.": [
    "Es nennt sich {client}, und danach geht es zurück zu {host}. Erlaube es nur, wenn du das gerade selbst begonnen hast.",
    "Il se présente comme {client} et vous reviendrez à {host}. Autorisez-le seulement si vous venez de lancer cela vous-même.",
    "Se presenta como {client} y volverás a {host}. Permítelo solo si acabas de iniciarlo tú.",
    "{client} と名乗っており、この後 {host} に戻ります。ご自身で始めた場合にのみ許可してください。",
    "يسمي نفسه {client} وستعود إلى {host}. اسمح به فقط إن كنت قد بدأت هذا بنفسك.",
  ],
  Allow: ["Erlauben", "Autoriser", "Permitir", "許可", "سماح"],
  "Do not allow": ["Nicht erlauben", "Ne pas autoriser", "No permitir", "許可しない", "عدم السماح"],
  "Open Agenda Assistant": [
    "Agenda Assistant öffnen",
    "Ouvrir Agenda Assistant",
    "Abrir Agenda Assistant",
    "Agenda Assistant を開く",
    "افتح Agenda Assistant",
  ],
  "Sign out": ["Abmelden", "Se déconnecter", "Cerrar sesión", "サインアウト", "تسجيل الخروج"],
  "Signed out": ["Abgemeldet", "Déconnecté", "Sesión cerrada", "サインアウトしました", "سُجّل الخروج"],
  "You are signed out of this machine's agenda.": [
    "Du bist von der Agenda dieses Rechners abgemeldet.",
    "Vous êtes déconnecté de l’agenda de cette machine.",
    "Has cerrado la sesión de la agenda de este equipo.",
    "このマシンのアジェンダからサインアウトしました。",
    "سجّلت الخروج من مفكرة هذا الجهاز.",
  ],
  "This is the embedded sign-in of this machine. Accounts made here are kept in this installation's own database and work nowhere else.":
    [
      "Das ist die eingebaute Anmeldung dieses Rechners. Hier erstellte Konten liegen in der eigenen Datenbank dieser Installation und gelten nirgends sonst.",
      "Ceci est la connexion intégrée de cette machine. Les comptes créés ici sont gardés dans la base de cette installation et ne valent nulle part ailleurs.",
      "Este es el inicio de sesión integrado de este equipo. Las cuentas creadas aquí se guardan en la base de datos de esta instalación y no valen en ningún otro sitio.",
      "これはこのマシンに組み込まれたサインインです。ここで作成したアカウントはこの環境のデータベースに保存され、ほかでは使えません。",
      "هذا تسجيل الدخول المدمج في هذا الجهاز. تُحفظ الحسابات المنشأة هنا في قاعدة بيانات هذا التثبيت ولا تعمل في مكان آخر.",
    ],
  "Embedded sign-in": [
    "Eingebaute Anmeldung",
    "Connexion intégrée",
    "Inicio de sesión integrado",
    "組み込みのサインイン",
    "تسجيل دخول مدمج",
  ],
  "There is nothing to do here: signing in starts at the agenda.": [
    "Hier ist nichts zu tun: Die Anmeldung beginnt bei der Agenda.",
    "Rien à faire ici : la connexion commence depuis l’agenda.",
    "Aquí no hay nada que hacer: el inicio de sesión empieza en la agenda.",
    "ここで行うことはありません。サインインはアジェンダから始めてください。",
    "لا شيء يُفعل هنا: يبدأ تسجيل الدخول من المفكرة.",
  ],
  "Start again": ["Neu beginnen", "Recommencer", "Empezar de nuevo", "やり直してください", "ابدأ من جديد"],
  "This sign-in has expired or was already used. Start again from the agenda.": [
    "Diese Anmeldung ist abgelaufen oder wurde schon benutzt. Beginne noch einmal bei der Agenda.",
    "Cette connexion a expiré ou a déjà servi. Recommencez depuis l’agenda.",
    "Este inicio de sesión ha caducado o ya se usó. Empieza de nuevo desde la agenda.",
    "このサインインは期限切れか、すでに使用されています。アジェンダからやり直してください。",
    "انتهت صلاحية تسجيل الدخول هذا أو استُخدم من قبل. ابدأ من جديد من المفكرة.",
  ],
  "Something went wrong": [
    "Etwas ist schiefgegangen",
    "Un problème est survenu",
    "Algo salió mal",
    "問題が発生しました",
    "حدث خطأ ما",
  ],
  "The sign-in did not work. Try again in a moment.": [
    "Die Anmeldung hat nicht geklappt. Versuch es gleich noch einmal.",
    "La connexion n’a pas fonctionné. Réessayez dans un instant.",
    "El inicio de sesión no funcionó. Inténtalo de nuevo en un momento.",
    "サインインできませんでした。しばらくしてからもう一度お試しください。",
    "لم ينجح تسجيل الدخول. حاول مرة أخرى بعد قليل.",
  ],
};
