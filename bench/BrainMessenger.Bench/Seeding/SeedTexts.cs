namespace BrainMessenger.Bench.Seeding;

/// <summary>Names and messages in several languages, with lengths as people write them: mostly short, some long.</summary>
internal sealed class SeedTexts(Random random)
{
    private const int LongestText = 2_000;

    private static readonly (string Locale, string[] First, string[] Last)[] People =
    [
        ("en", ["Alice", "James", "Olivia", "Noah", "Grace", "Henry"], ["Miller", "Walker", "Brooks", "Hughes", "Carter"]),
        ("ru", ["Анна", "Иван", "Мария", "Сергей", "Ольга", "Павел"], ["Ким", "Мороз", "Шевчук", "Бондарь", "Кравец"]),
        ("es", ["Lucía", "Mateo", "Sofía", "Diego", "Inés", "Ángel"], ["García", "Núñez", "Ibáñez", "Peña", "Ruiz"]),
        ("fr", ["Chloé", "Hugo", "Zoé", "Théo", "Élise", "Rémi"], ["Lefèvre", "Moreau", "Garçon", "Dubois", "Noël"]),
        ("de", ["Jürgen", "Anke", "Björn", "Käthe", "Lukas", "Mia"], ["Müller", "Groß", "Schäfer", "Köhler", "Vogt"]),
        ("en", ["小明", "美玲", "伟", "芳", "健太", "さくら"], ["王", "李", "张", "田中", "佐藤"]),
        ("ar", ["ليلى", "يوسف", "مريم", "عمر", "نور", "سامي"], ["حداد", "منصور", "خليل", "نجار", "عباس"]),
    ];

    private const int Things = 16 * 16 * 16 * 16;

    private static readonly string[] Syllables = ["ba", "ko", "ri", "ten", "lu", "mar", "ve", "sol", "ni", "da", "fe", "gor", "pi", "zu", "han", "ly"];

    private static readonly string[][] Phrases =
    [
        ["see you at nine", "the build is green again", "could you look at this before lunch?", "ok", "thanks a lot!", "I will be ten minutes late", "that photo made my day 😀", "who is bringing the cake?", "the train is cancelled, taking the bus", "yes, that works for me"],
        ["увидимся в девять", "посмотри, пожалуйста, до обеда", "ок", "спасибо большое!", "я опоздаю на десять минут", "кто принесёт торт?", "да, мне подходит", "сборка снова зелёная", "поезд отменили, еду на автобусе", "какая красота 🌿"],
        ["nos vemos a las nueve", "¿puedes mirarlo antes de comer?", "vale", "¡muchas gracias!", "llego diez minutos tarde", "¿quién trae la tarta?"],
        ["à neuf heures alors", "tu peux regarder ça avant midi ?", "d'accord", "merci beaucoup !", "j'aurai dix minutes de retard", "ça marche très bien"],
        ["bis um neun", "schaust du das vor dem Mittag an?", "passt", "vielen Dank!", "ich komme zehn Minuten später", "wer bringt den Kuchen?"],
        ["九点见", "午饭前能看一下吗？", "好的", "太谢谢了！", "我会晚到十分钟", "谁带蛋糕？", "了解です", "ありがとう！", "明日また話しましょう"],
        ["نلتقي في التاسعة", "هل يمكنك النظر قبل الغداء؟", "حسنًا", "شكرًا جزيلاً!", "سأتأخر عشر دقائق"],
    ];

    public (string Name, string Locale) Person()
    {
        var (locale, first, last) = People[random.Next(People.Length)];
        return ($"{Pick(first)} {Pick(last)}", locale);
    }

    /// <summary>Log-normal length with a median of 30 characters: one text in twenty is longer than 150.</summary>
    public string Message()
    {
        var phrases = Phrases[random.Next(Phrases.Length)];
        var wanted = Math.Min(LongestText, (int)(30 * Math.Exp(Normal())));
        var text = random.Next(3) == 0 ? $"{Pick(phrases)} {Thing()}" : Pick(phrases);
        if (text.Length >= wanted) return text;
        var longer = new System.Text.StringBuilder(text, wanted + 64);
        while (longer.Length < wanted) longer.Append(longer.Length > 200 && random.Next(8) == 0 ? "\n" : ", ").Append(Pick(phrases));
        return longer.ToString();
    }

    /// <summary>A name of something, as every conversation has its own: some are in many messages, most in a few (Zipf).</summary>
    public static string Thing(int rank) => string.Concat(Syllables[rank % 16], Syllables[rank / 16 % 16], Syllables[rank / 256 % 16], Syllables[rank / 4096 % 16]);

    private string Thing() => Thing((int)Math.Pow(Things, random.NextDouble()) - 1);

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
