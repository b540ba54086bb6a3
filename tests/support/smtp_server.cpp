#include "tests/support/smtp_server.h"

#include <QByteArray>

#include <algorithm>

namespace binnacle::test {

namespace {

bool startsWith(std::string_view line, std::string_view command)
{
    return line.size() >= command.size()
        && std::ranges::equal(line.substr(0, command.size()), command, [](char a, char b) {
               return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
           });
}

// "<a@b>" of "MAIL FROM:<a@b> SIZE=1"
std::string pathOf(const std::string &line)
{
    const std::size_t open = line.find('<');
    const std::size_t close = line.find('>');
    if (open == std::string::npos || close == std::string::npos)
        return {};
    return line.substr(open + 1, close - open - 1);
}

std::string decoded(const std::string &text)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(text)).toStdString();
}

} // namespace

// With one client.
class SmtpServer::Conversation
{
public:
    Conversation(SmtpServer &server, TestStream &stream)
        : m_server(server)
        , m_options(server.m_options)
        , m_stream(stream)
    {}

    void run()
    {
        std::string line;
        if (m_options.hangs) {
            m_stream.readLine(line);
            return;
        }
        if (m_options.isImplicit && !m_stream.startTls(m_options.tls))
            return;
        say("220 test.example ESMTP");
        while (m_stream.readLine(line)) {
            m_server.note(line);
            if (startsWith(line, "QUIT")) {
                say("221 bye");
                return;
            }
            if (!obey(line))
                return;
        }
    }

private:
    void say(const std::string &line) { m_stream.write(line + "\r\n"); }

    bool obey(const std::string &line)
    {
        if (startsWith(line, "EHLO"))
            greet();
        else if (startsWith(line, "STARTTLS"))
            return encrypt();
        else if (startsWith(line, "AUTH"))
            return logIn(line);
        else if (startsWith(line, "MAIL FROM:"))
            begin(line);
        else if (startsWith(line, "RCPT TO:"))
            addRecipient(line);
        else if (startsWith(line, "DATA"))
            return readMail();
        else if (startsWith(line, "RSET") || startsWith(line, "NOOP"))
            say("250 ok");
        else
            say("500 unknown");
        return true;
    }

    void greet()
    {
        const bool offers
            = m_options.tls != nullptr && m_options.offersStartTls && !m_stream.isEncrypted();
        m_stream.write("250-test.example\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN\r\n");
        if (offers)
            say("250-STARTTLS");
        say("250 SIZE 1000000");
    }

    bool encrypt()
    {
        if (m_options.tls == nullptr || !m_options.offersStartTls || m_stream.isEncrypted()) {
            say("502 no");
            return true;
        }
        say("220 go ahead");
        return m_stream.startTls(m_options.tls);
    }

    bool ask(const std::string &prompt, std::string &answer)
    {
        say("334 " + prompt);
        const bool came = m_stream.readLine(answer);
        answer = decoded(answer);
        return came;
    }

    bool logIn(const std::string &line)
    {
        std::string user;
        std::string password;
        if (startsWith(line, "AUTH LOGIN")) {
            if (!ask("VXNlcm5hbWU6", user) || !ask("UGFzc3dvcmQ6", password))
                return false;
        } else {
            std::string all = line.size() > 11 ? decoded(line.substr(11)) : std::string();
            if (line.size() <= 11 && !ask("", all))
                return false;
            const std::size_t first = all.find('\0');
            const std::size_t second = all.find('\0', first + 1);
            user = all.substr(first + 1, second - first - 1);
            password = all.substr(second + 1);
        }
        const bool isRight = user == m_options.user && password == m_options.password;
        m_mail.user = isRight ? user : std::string();
        say(isRight ? "235 welcome" : "535 5.7.8 authentication failed");
        return true;
    }

    void begin(const std::string &line)
    {
        if (m_options.requiresLogin && m_mail.user.empty())
            return say("530 5.7.0 log in first");
        m_mail.from = pathOf(line);
        m_mail.to.clear();
        say("250 ok");
    }

    void addRecipient(const std::string &line)
    {
        const std::string recipient = pathOf(line);
        if (recipient == m_options.refusedRecipient)
            return say("550 5.1.1 no such mailbox");
        m_mail.to.push_back(recipient);
        say("250 ok");
    }

    bool readMail()
    {
        if (m_mail.to.empty()) {
            say("503 nobody to send it to");
            return true;
        }
        say("354 go on");
        std::string line;
        while (m_stream.readLine(line)) {
            if (line == ".") {
                if (m_options.dataReply.starts_with('2')) {
                    m_mail.isEncrypted = m_stream.isEncrypted();
                    m_server.keep(m_mail);
                }
                m_mail.data.clear();
                say(m_options.dataReply);
                return true;
            }
            m_mail.data += line.starts_with('.') ? line.substr(1) : line;
            m_mail.data += "\r\n";
        }
        return false;
    }

    SmtpServer &m_server;
    const Options &m_options;
    TestStream &m_stream;
    ReceivedMail m_mail;
};

SmtpServer::SmtpServer(Options options)
    : m_options(std::move(options))
    , m_server([this](TestStream &stream) { Conversation(*this, stream).run(); })
{}

std::vector<ReceivedMail> SmtpServer::mails() const
{
    const std::scoped_lock lock(m_mutex);
    return m_mails;
}

std::vector<std::string> SmtpServer::commands() const
{
    const std::scoped_lock lock(m_mutex);
    return m_commands;
}

bool SmtpServer::waitFor(std::size_t count, std::chrono::milliseconds patience) const
{
    std::unique_lock lock(m_mutex);
    return m_arrived.wait_for(lock, patience, [&] { return m_mails.size() >= count; });
}

void SmtpServer::keep(ReceivedMail mail)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_mails.push_back(std::move(mail));
    }
    m_arrived.notify_all();
}

void SmtpServer::note(const std::string &command)
{
    const std::scoped_lock lock(m_mutex);
    m_commands.push_back(command);
}

} // namespace binnacle::test
