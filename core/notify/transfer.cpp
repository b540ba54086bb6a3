#include "core/notify/transfer.h"

#include "core/notify/target_policy.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <curl/curl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

namespace binnacle::notify {

namespace {

constexpr std::size_t kKeptBytes = 4U << 10;
constexpr std::size_t kReadBytes = 64U << 10; // beyond it nobody listens any more

struct FreeHandle
{
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};

class List
{
public:
    List() = default;
    ~List() { curl_slist_free_all(m_list); }
    List(const List &) = delete;
    List &operator=(const List &) = delete;

    void add(const std::string &item) { m_list = curl_slist_append(m_list, item.c_str()); }
    curl_slist *get() const { return m_list; }

private:
    curl_slist *m_list = nullptr;
};

void useCurl()
{
    // Thread-safe as a static; never undone, for other parts of the program may use it as well.
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(started); // curl_easy_init() fails when it failed
}

long milliseconds(Duration duration)
{
    return static_cast<long>(duration.count());
}

} // namespace

struct Transfer::State
{
    std::unique_ptr<CURL, FreeHandle> handle;
    ChannelType type = ChannelType::Webhook;
    Target target;
    AllowedHosts allowed;
    HttpRequest request;  // of HTTP; body: of both
    std::size_t sent = 0; // of the mail
    List headers;
    List recipients;
    List addresses;
    std::array<char, CURL_ERROR_SIZE> problem{};
    std::string body;     // of SMTP the last reply
    std::string refusals; // of SMTP, a line each
    std::size_t received = 0;
    std::string blocked; // why a connection was not made
    std::stop_token stop;

    bool isMail() const { return type == ChannelType::Email; }

    template<typename Value>
    void set(CURLoption option, Value value)
    {
        curl_easy_setopt(handle.get(), option, value);
    }

    void setCommon(const TransportSettings &settings);
    void setHttp();
    void setMail(const ChannelConfig &config);
    Status mayConnect(const sockaddr &address) const;
    void addReply(std::string_view line);

    static curl_socket_t openSocket(void *self, curlsocktype, curl_sockaddr *address);
    static std::size_t keep(char *bytes, std::size_t, std::size_t count, void *self);
    static std::size_t keepReply(char *bytes, std::size_t, std::size_t count, void *self);
    static std::size_t giveMail(char *bytes, std::size_t, std::size_t count, void *self);
    static int watch(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
};

Status Transfer::State::mayConnect(const sockaddr &address) const
{
    const auto peer = NetworkAddress::from(address);
    const Error never{ErrorCode::PermissionDenied,
        "leads to an address that is link-local, of a metadata service or reserved"};
    if (!peer)
        return never;
    if (!isMail())
        return checkPeer(*peer, target, allowed);
    // Mail servers stand in private networks and on this machine as a rule.
    return peer->reach() == NetworkAddress::Reach::Never ? Status(never) : Status(Done{});
}

// This is the only place that sees what a name resolved to at the moment it is used.
curl_socket_t Transfer::State::openSocket(void *self, curlsocktype, curl_sockaddr *address)
{
    auto &state = *static_cast<State *>(self);
    if (const Status allowed = state.mayConnect(address->addr); !allowed) {
        state.blocked = allowed.error().message;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t Transfer::State::keep(char *bytes, std::size_t, std::size_t count, void *self)
{
    auto &state = *static_cast<State *>(self);
    const std::size_t room = kKeptBytes - std::min(kKeptBytes, state.body.size());
    state.body.append(bytes, std::min(count, room));
    state.received += count;
    return state.received > kReadBytes ? 0 : count;
}

// What was refused, and the last word but the farewell.
void Transfer::State::addReply(std::string_view line)
{
    while (line.ends_with('\n') || line.ends_with('\r'))
        line.remove_suffix(1);
    const bool isRefusal = line.starts_with('4') || line.starts_with('5');
    if (isRefusal && refusals.size() + line.size() < kKeptBytes)
        refusals.append(line).append("\n");
    else if (!isRefusal && !line.starts_with("221"))
        body = std::string(line.substr(0, 512));
}

std::size_t Transfer::State::keepReply(char *bytes, std::size_t, std::size_t count, void *self)
{
    static_cast<State *>(self)->addReply({bytes, count});
    return count;
}

std::size_t Transfer::State::giveMail(char *bytes, std::size_t, std::size_t count, void *self)
{
    auto &state = *static_cast<State *>(self);
    const std::string_view rest = std::string_view(state.request.body).substr(state.sent);
    const std::size_t size = std::min(count, rest.size());
    std::memcpy(bytes, rest.data(), size);
    state.sent += size;
    return size;
}

int Transfer::State::watch(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<State *>(self)->stop.stop_requested() ? 1 : 0;
}

void Transfer::State::setCommon(const TransportSettings &settings)
{
    set(CURLOPT_ERRORBUFFER, problem.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings.connectTimeout));
    set(CURLOPT_TIMEOUT_MS, milliseconds(settings.totalTimeout));
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, milliseconds(settings.totalTimeout) / 1'000 + 1);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings.caFile.empty())
        set(CURLOPT_CAINFO, settings.caFile.c_str());
    for (const std::string &address : settings.fixedAddresses)
        addresses.add(address);
    set(CURLOPT_RESOLVE, addresses.get());
    set(CURLOPT_PROXY, ""); // one from the environment would get around the check of the peer
    // A connection that another channel was allowed to make is not this one's to use.
    set(CURLOPT_FRESH_CONNECT, 1L);
    set(CURLOPT_FORBID_REUSE, 1L);
    set(CURLOPT_OPENSOCKETFUNCTION, &State::openSocket);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_XFERINFOFUNCTION, &State::watch);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
}

void Transfer::State::setHttp()
{
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_USERAGENT, "Binnacle/" BINNACLE_VERSION);
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    set(CURLOPT_POSTFIELDS, request.body.data());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    for (const auto &[name, value] : request.headers)
        headers.add(value.empty() ? name + ';' : name + ": " + value);
    headers.add("Expect:");
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_WRITEFUNCTION, &State::keep);
    set(CURLOPT_WRITEDATA, this);
}

void Transfer::State::setMail(const ChannelConfig &config)
{
    const bool isIpv6 = config.smtpHost.find(':') != std::string::npos && config.smtpHost[0] != '[';
    const bool isImplicit = config.tlsMode == TlsMode::Implicit;
    std::string url = isImplicit ? "smtps://" : "smtp://";
    url.append(isIpv6 ? "[" : "").append(config.smtpHost).append(isIpv6 ? "]:" : ":");
    url += std::to_string(config.smtpPort);
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_URL, url.c_str());
    // All or nothing: a server, or somebody before it, that hides STARTTLS gets no mail.
    const auto ssl = config.tlsMode == TlsMode::None ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    set(CURLOPT_USE_SSL, static_cast<long>(ssl));
    const bool mayLogIn = config.tlsMode != TlsMode::None || config.allowsPlainAuth;
    if (mayLogIn && !config.smtpUser.empty() && !config.smtpPassword.empty()) {
        set(CURLOPT_USERNAME, config.smtpUser.c_str());
        set(CURLOPT_PASSWORD, config.smtpPassword.c_str());
    }
    const std::string &from = config.from.address.empty() ? config.smtpUser : config.from.address;
    const std::string sender = '<' + from + '>';
    set(CURLOPT_MAIL_FROM, sender.c_str());
    for (const Mailbox &mailbox : config.to)
        recipients.add('<' + mailbox.address + '>');
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L); // who can be reached is told
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &State::giveMail);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_HEADERFUNCTION, &State::keepReply);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &State::keepReply);
    set(CURLOPT_WRITEDATA, this);
}

Transfer::Transfer(const Outgoing &outgoing, const TransportSettings &settings)
    : m_state(std::make_unique<State>())
{
    useCurl();
    m_state->handle.reset(curl_easy_init());
    m_state->type = outgoing.config.type;
    if (!m_state->handle)
        return;
    m_state->setCommon(settings);
    if (m_state->isMail()) {
        m_state->request.body = mimeMessage(outgoing);
        m_state->setMail(outgoing.config);
        return;
    }
    m_state->request = httpRequest(outgoing);
    m_state->allowed = outgoing.config.allowedHosts;
    if (auto target = parseTarget(outgoing.config.url))
        m_state->target = *std::move(target);
    m_state->setHttp();
}

Transfer::~Transfer() = default;

void *Transfer::handle() const
{
    return m_state->handle.get();
}

void ignoreBrokenPipes()
{
    sigset_t broken;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, nullptr);
}

Answer Transfer::perform(const std::stop_token &stop)
{
    if (!m_state->handle)
        return finish(CURLE_OUT_OF_MEMORY);
    ignoreBrokenPipes();
    m_state->stop = stop;
    return finish(curl_easy_perform(m_state->handle.get()));
}

Answer Transfer::finish(int code)
{
    State &state = *m_state;
    CURL *handle = state.handle.get();
    Answer answer{.body = std::move(state.body)};
    const auto reason = static_cast<CURLcode>(code);
    const bool isCut = reason == CURLE_WRITE_ERROR && state.received > kReadBytes;
    if (reason != CURLE_OK && !isCut) {
        const std::string text = state.problem.data();
        answer.failure = text.empty() ? curl_easy_strerror(reason) : text;
        if (reason == CURLE_ABORTED_BY_CALLBACK)
            answer.failure = "stopped before an answer came";
    }
    if (handle == nullptr)
        return answer;
    long status = 0;
    curl_off_t seconds = 0;
    curl_off_t took = 0;
    char *redirect = nullptr;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &seconds);
    curl_easy_getinfo(handle, CURLINFO_TOTAL_TIME_T, &took);
    curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &redirect);
    answer.status = static_cast<int>(status);
    if (state.isMail()) {
        constexpr int kTaken = 250; // the code that libcurl keeps is that of the farewell
        answer.status = answer.failure.empty() ? kTaken : answer.status;
        answer.body = state.refusals + answer.body;
    }
    // A day at most: more is not meant, and must not overflow.
    answer.retryAfter = Duration{1'000 * std::clamp<curl_off_t>(seconds, 0, 86'400)};
    answer.took = Duration{took / 1'000};
    if (redirect != nullptr) {
        const auto target = parseTarget(redirect);
        answer.redirect = target ? target->host : "another place";
    }
    if (!answer.failure.empty() && !state.blocked.empty()) {
        answer.isBlocked = true;
        answer.failure = state.blocked;
    }
    return answer;
}

} // namespace binnacle::notify
