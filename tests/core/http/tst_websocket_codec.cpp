#include "core/http/websocket_codec.h"
#include "core/http/websocket_handshake.h"
#include "tests/core/http/websocket_client.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::http;
using test::clientFrame;

namespace {

constexpr std::size_t kLimit = 64U << 10;

struct Outcome
{
    std::vector<WebSocketMessage> messages;
    int failure = 0; // the close code
};

Outcome read(std::string_view bytes, std::size_t step = std::string_view::npos)
{
    Outcome outcome;
    WebSocketReader reader(kLimit);
    while (!bytes.empty()) {
        std::string_view piece = bytes.substr(0, step);
        bytes.remove_prefix(piece.size());
        while (!piece.empty()) {
            piece.remove_prefix(reader.feed(piece));
            if (reader.state() == WebSocketReader::State::Complete) {
                outcome.messages.push_back(reader.take());
            } else if (reader.state() == WebSocketReader::State::Failed) {
                outcome.failure = reader.failure().code;
                return outcome;
            }
        }
    }
    return outcome;
}

std::string bytes(std::initializer_list<int> values)
{
    std::string text;
    for (const int value : values)
        text += static_cast<char>(value);
    return text;
}

} // namespace

class TestWebSocketCodec final : public QObject
{
    Q_OBJECT

private slots:
    void theExamplesOfTheStandardAreRead();
    void fragmentsMakeOneMessageAroundControlFrames();
    void mistakesEndWithTheirCode_data();
    void mistakesEndWithTheirCode();
    void textIsCheckedAsItComes_data();
    void textIsCheckedAsItComes();
    void theLongestMessageIsTaken();
    void framesOfTheServerAreThoseOfTheStandard();
    void aReasonIsCutBetweenCharacters();
    void theAnswerToAKeyIsThatOfTheStandard();
};

// RFC 6455 §5.7
void TestWebSocketCodec::theExamplesOfTheStandardAreRead()
{
    const std::string hello
        = bytes({0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58});
    const std::string pong
        = bytes({0x8a, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58});
    for (const std::size_t step : {std::string_view::npos, std::size_t{1}, std::size_t{3}}) {
        const Outcome outcome = read(hello + pong, step);
        QCOMPARE(outcome.failure, 0);
        QCOMPARE(outcome.messages.size(), 2U);
        QVERIFY(outcome.messages[0].kind == WebSocketOpcode::Text);
        QCOMPARE(outcome.messages[0].payload, "Hello");
        QVERIFY(outcome.messages[1].kind == WebSocketOpcode::Pong);
        QCOMPARE(outcome.messages[1].payload, "Hello");
    }
}

void TestWebSocketCodec::fragmentsMakeOneMessageAroundControlFrames()
{
    const std::string all = clientFrame(0x01, "Hel") + clientFrame(0x89, "are you there")
        + clientFrame(0x00, "") + clientFrame(0x80, "lo")
        + clientFrame(0x88, bytes({3, 232}) + "bye");
    const Outcome outcome = read(all, 2);
    QCOMPARE(outcome.failure, 0);
    QCOMPARE(outcome.messages.size(), 3U);
    QVERIFY(outcome.messages[0].kind == WebSocketOpcode::Ping);
    QCOMPARE(outcome.messages[0].payload, "are you there");
    QCOMPARE(outcome.messages[1].payload, "Hello");
    QVERIFY(outcome.messages[2].kind == WebSocketOpcode::Close);
    QCOMPARE(outcome.messages[2].closeCode, kCloseNormal);
    QCOMPARE(outcome.messages[2].payload, "bye");
}

void TestWebSocketCodec::mistakesEndWithTheirCode_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const std::string &sent, int code) {
        QTest::newRow(name) << QByteArray::fromStdString(sent) << code;
    };
    row("not masked", clientFrame(0x81, "Hello", false), 1002);
    row("RSV1, as of a compressed message", clientFrame(0xC1, "Hello"), 1002);
    row("RSV2", clientFrame(0xA1, "Hello"), 1002);
    row("RSV3", clientFrame(0x91, "Hello"), 1002);
    row("reserved opcode", clientFrame(0x83, "Hello"), 1002);
    row("reserved control opcode", clientFrame(0x8B, ""), 1002);
    row("ping in fragments", clientFrame(0x09, "x"), 1002);
    row("close in fragments", clientFrame(0x08, ""), 1002);
    row("long ping", clientFrame(0x89, std::string(126, 'x')), 1002);
    row("continuation of nothing", clientFrame(0x80, "x"), 1002);
    row("message in a message", clientFrame(0x01, "x") + clientFrame(0x81, "y"), 1002);
    row("length of 2^63", bytes({0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4}), 1002);
    row("length of 2^63-1",
        bytes({0x81, 0xFF, 0x7F, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4}), 1009);
    row("five in two bytes", bytes({0x81, 0xFE, 0, 5, 1, 2, 3, 4}), 1002);
    row("five in eight bytes", bytes({0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0, 5, 1, 2, 3, 4}), 1002);
    row("too long", clientFrame(0x81, std::string(kLimit + 1, 'x')), 1009);
    row("too long together", clientFrame(0x01, std::string(kLimit, 'x')) + clientFrame(0x80, "y"),
        1009);
    row("binary", clientFrame(0x82, "x"), 1003);
    row("half a close code", clientFrame(0x88, "x"), 1002);
    row("close code 1005", clientFrame(0x88, bytes({3, 237})), 1002);
    row("close code 999", clientFrame(0x88, bytes({3, 231})), 1002);
    row("close code 5000", clientFrame(0x88, bytes({19, 136})), 1002);
    row("reason not UTF-8", clientFrame(0x88, bytes({3, 232, 0xFF})), 1007);
    row("text not UTF-8", clientFrame(0x81, "\xFF"), 1007);
    row("not UTF-8 before the frame ends",
        clientFrame(0x01, "abc\xC0" + std::string(200, 'x')).substr(0, 20), 1007);
    row("text ends in a character", clientFrame(0x81, "\xE2\x82"), 1007);
}

void TestWebSocketCodec::mistakesEndWithTheirCode()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, code);
    const std::string_view all(sent.constData(), static_cast<std::size_t>(sent.size()));
    QCOMPARE(read(all).failure, code);
    QCOMPARE(read(all, 1).failure, code);
    // Nothing of a message gets through once it is wrong.
    QVERIFY(read(all).messages.empty());
}

void TestWebSocketCodec::textIsCheckedAsItComes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char *name, const char *text, bool isGood) {
        QTest::newRow(name) << QByteArray(text) << isGood;
    };
    row("letters", "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5", true);
    row("U+10FFFF", "\xF4\x8F\xBF\xBF", true);
    row("U+FFFF", "\xEF\xBF\xBF", true);
    row("beyond", "\xF4\x90\x80\x80", false);
    row("surrogate", "\xED\xA0\x80", false);
    row("overlong slash", "\xC0\xAF", false);
    row("overlong of three", "\xE0\x80\xAF", false);
    row("overlong of four", "\xF0\x80\x80\xAF", false);
    row("lone continuation", "\x80", false);
    row("five bytes", "\xF8\x88\x80\x80\x80", false);
}

void TestWebSocketCodec::textIsCheckedAsItComes()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    const std::string_view all(text.constData(), static_cast<std::size_t>(text.size()));
    const std::string first(all.substr(0, 1));
    const std::string inFragments = clientFrame(0x01, first) + clientFrame(0x80, all.substr(1));
    for (const std::string &sent : {clientFrame(0x81, all), inFragments}) {
        const Outcome outcome = read(sent, 1);
        QCOMPARE(outcome.failure, isGood ? 0 : 1007);
        if (isGood)
            QCOMPARE(outcome.messages.front().payload, all);
    }
}

void TestWebSocketCodec::theLongestMessageIsTaken()
{
    const std::string text(kLimit, 'x');
    const Outcome outcome = read(clientFrame(0x81, text), 4'096);
    QCOMPARE(outcome.failure, 0);
    QCOMPARE(outcome.messages.size(), 1U);
    QVERIFY(outcome.messages[0].payload == text);
}

void TestWebSocketCodec::framesOfTheServerAreThoseOfTheStandard()
{
    QCOMPARE(webSocketFrame(WebSocketOpcode::Text, "Hello"),
        bytes({0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f}));
    QCOMPARE(webSocketFrameHead(WebSocketOpcode::Text, 125), bytes({0x81, 0x7D}));
    QCOMPARE(webSocketFrameHead(WebSocketOpcode::Text, 256), bytes({0x81, 0x7E, 0x01, 0x00}));
    QCOMPARE(webSocketFrameHead(WebSocketOpcode::Text, 65'536),
        bytes({0x81, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0}));
    QCOMPARE(webSocketCloseFrame(kCloseGoingAway, "bye"), bytes({0x88, 0x05, 0x03, 0xE9}) + "bye");
}

void TestWebSocketCodec::aReasonIsCutBetweenCharacters()
{
    std::string reason;
    for (int i = 0; i < 100; ++i)
        reason += "\xE2\x82\xAC";
    const std::string frame = webSocketCloseFrame(kClosePolicy, reason);
    QCOMPARE(frame.size(), 4U + 123U);
    QCOMPARE(frame.substr(4), reason.substr(0, 123));
    QCOMPARE(webSocketCloseFrame(kClosePolicy, "x" + reason).size(), 4U + 121U);
}

// RFC 6455 §1.3
void TestWebSocketCodec::theAnswerToAKeyIsThatOfTheStandard()
{
    QCOMPARE(webSocketAccept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

QTEST_APPLESS_MAIN(TestWebSocketCodec)
#include "tst_websocket_codec.moc"
