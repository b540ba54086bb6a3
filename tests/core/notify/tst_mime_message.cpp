#include "core/notify/crypto.h"
#include "core/notify/payload.h"
#include "core/notify/templates.h"

#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace binnacle;
using namespace binnacle::notify;

namespace {

// What a mail program makes of a mail; aborts when it is not well-formed.
struct ParsedMail
{
    std::map<std::string, std::string> headers;             // unfolded and decoded
    std::vector<std::pair<std::string, std::string>> parts; // type and content
};

QByteArray decodedWords(const QByteArray &value)
{
    // White space between two encoded words is not part of the text.
    QString text = QString::fromUtf8(value);
    text.replace(QRegularExpression(QStringLiteral("\\?=\\s+=\\?")), QStringLiteral("?==?"));
    static const QRegularExpression word(QStringLiteral("=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?="));
    QByteArray decoded;
    qsizetype from = 0;
    for (auto it = word.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (match.capturedLength() > 75)
            qFatal("an encoded word is too long");
        const QByteArray part = QByteArray::fromBase64(match.captured(1).toLatin1());
        if (QString::fromUtf8(part).contains(QChar::ReplacementCharacter))
            qFatal("an encoded word holds half a character");
        decoded += text.mid(from, match.capturedStart() - from).toUtf8() + part;
        from = match.capturedEnd();
    }
    return decoded + text.mid(from).toUtf8();
}

void parseHeaders(const QByteArray &head, std::map<std::string, std::string> &headers)
{
    QByteArray unfolded = head;
    unfolded.replace("\r\n ", " ");
    for (const QByteArray &line : unfolded.split('\n')) {
        const qsizetype colon = line.indexOf(": ");
        if (colon > 0)
            headers[line.left(colon).toStdString()]
                = decodedWords(line.mid(colon + 2).trimmed()).toStdString();
    }
}

ParsedMail parse(const std::string &mail)
{
    const QByteArray all = QByteArray::fromStdString(mail);
    for (const QByteArray &line : all.split('\n')) {
        if (!line.isEmpty() && (!line.endsWith('\r') || line.size() > 79))
            qFatal("a line does not end with CRLF, or is too long: %s", line.constData());
    }
    const qsizetype end = all.indexOf("\r\n\r\n");
    ParsedMail parsed;
    parseHeaders(all.left(end), parsed.headers);
    const QString type = QString::fromStdString(parsed.headers["Content-Type"]);
    const QString boundary = type.section(u'"', 1, 1);
    const QByteArray separator = "--" + boundary.toLatin1();
    QByteArray rest = all.mid(end + 4);
    while (rest.startsWith(separator + "\r\n")) {
        rest = rest.mid(separator.size() + 2);
        const qsizetype head = rest.indexOf("\r\n\r\n");
        const qsizetype next = rest.indexOf(separator);
        std::map<std::string, std::string> headers;
        parseHeaders(rest.left(head), headers);
        if (headers["Content-Transfer-Encoding"] != "base64")
            qFatal("a part is not encoded");
        parsed.parts.emplace_back(headers["Content-Type"],
            QByteArray::fromBase64(rest.mid(head + 4, next - head - 4)).toStdString());
        rest = rest.mid(next);
    }
    if (rest != separator + "--\r\n")
        qFatal("the last boundary is missing");
    return parsed;
}

std::string mailOf(const Message &message, ChannelConfig config = {})
{
    config.type = ChannelType::Email;
    if (config.to.empty())
        config.to = {{.name = {}, .address = "a@example.com"}};
    if (config.smtpUser.empty())
        config.smtpUser = "alerts@example.com";
    const RenderedMessage rendered
        = render(message, "en", "{{title}}\n{{message}}\nIn: {{cluster}}");
    return mimeMessage({.config = config,
        .message = message,
        .rendered = rendered,
        .language = "en",
        .deliveryKey = "00112233445566778899aabbccddeeff",
        .at = fromEpochMs(1'772'355'600'000)});
}

} // namespace

class TestMimeMessage : public QObject
{
    Q_OBJECT

private slots:
    void aMailHasWhatAMailNeeds()
    {
        const ParsedMail mail
            = parse(mailOf({.title = "Agent offline", .text = "gone", .cluster = {"prod-a"}}));
        QCOMPARE(mail.headers.at("From"), std::string("alerts@example.com"));
        QCOMPARE(mail.headers.at("To"), std::string("a@example.com"));
        QCOMPARE(mail.headers.at("Subject"), std::string("Agent offline"));
        QCOMPARE(mail.headers.at("Date"), std::string("Sun, 01 Mar 2026 09:00:00 +0000"));
        QCOMPARE(mail.headers.at("Message-ID"),
            std::string("<00112233445566778899aabbccddeeff@example.com>"));
        QCOMPARE(mail.headers.at("MIME-Version"), std::string("1.0"));
        QVERIFY(mail.headers.at("Content-Type").starts_with("multipart/alternative"));
        QCOMPARE(mail.parts.size(), std::size_t{2});
        QCOMPARE(mail.parts[0].first, std::string("text/plain; charset=utf-8"));
        QCOMPARE(mail.parts[0].second, std::string("Agent offline\r\ngone\r\nIn: prod-a\r\n"));
        QCOMPARE(mail.parts[1].first, std::string("text/html; charset=utf-8"));
    }

    void subjectsOfAllLanguagesComeBack_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::newRow("chinese") << QStringLiteral(
            "🔴 支付服务错误预算消耗过快：生产集群 prod-eu-1 的"
            "结账服务需要立即处理，请值班人员查看");
        QTest::newRow("long") << QStringLiteral("word ").repeated(40).trimmed();
        QTest::newRow("one word") << QStringLiteral("x").repeated(200);
        QTest::newRow("already encoded") << QStringLiteral("=?UTF-8?B?aGk=?=");
        QTest::newRow("accents") << QStringLiteral("é").repeated(120);
        QTest::newRow("short") << QStringLiteral("ü");
    }
    void subjectsOfAllLanguagesComeBack()
    {
        QFETCH(QString, subject);
        const std::string mail = mailOf({.title = subject.toStdString()});
        const std::string got = parse(mail).headers.at("Subject");
        QCOMPARE(got, subject.toStdString());
    }

    void noHeaderCanBeSmuggledIn()
    {
        ChannelConfig config;
        config.from = {.name = "Bin\r\nBcc: evil@example.com", .address = "a@b\r\nX-Evil: 1"};
        config.to = {{.name = "x\nBcc: y", .address = "c@d\nX-Evil: 2"}};
        const std::string mail
            = mailOf({.title = "a\r\nBcc: evil@example.com\r\n\r\nbody"}, config);
        const ParsedMail parsed = parse(mail);
        QVERIFY(!parsed.headers.contains("Bcc"));
        QVERIFY(!parsed.headers.contains("X-Evil"));
        QCOMPARE(parsed.parts.size(), std::size_t{2});
        QCOMPARE(encodedHeader("a\r\nB: c", 9), std::string("a  B: c"));
    }

    void htmlShowsWhatLooksLikeMarkup()
    {
        const ParsedMail mail
            = parse(mailOf({.title = "<script>alert(1)</script>", .text = "<img src=x>\n\"&'"}));
        QVERIFY(mail.parts[1].second.find("<script>") == std::string::npos);
        QVERIFY(mail.parts[1].second.find("<img") == std::string::npos);
        QVERIFY(mail.parts[1].second.find("&lt;img src=x&gt;<br>&quot;&amp;&#39;")
            != std::string::npos);
        QCOMPARE(mail.parts[0].second.substr(0, 25), std::string("<script>alert(1)</script>"));
    }

    void namesOfPeopleAreKept()
    {
        ChannelConfig config;
        config.from = {.name = "Bin \"nacle\"", .address = "alerts@example.com"};
        config.to = {
            {.name = "值班", .address = "a@example.com"}, {.name = {}, .address = "b@example.com"}};
        const ParsedMail mail = parse(mailOf({.title = "t"}, config));
        QCOMPARE(mail.headers.at("From"), std::string("\"Bin nacle\" <alerts@example.com>"));
        QCOMPARE(mail.headers.at("To"), std::string("值班 <a@example.com>, b@example.com"));
    }

    void whatIsAboutTheSameThingStandsTogether()
    {
        const auto references = [](const std::string &key) {
            return parse(mailOf({.title = "t", .dedupKey = key})).headers["References"];
        };
        QCOMPARE(references("rule:1|a"), references("rule:1|a"));
        QVERIFY(references("rule:1|a") != references("rule:2|a"));
        QCOMPARE(references(""), std::string());
    }
};

QTEST_GUILESS_MAIN(TestMimeMessage)
#include "tst_mime_message.moc"
