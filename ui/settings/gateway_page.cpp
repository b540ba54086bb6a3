#include "ui/settings/gateway_page.h"

#include "ui/settings/copy_line.h"
#include "ui/settings/settings_form.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/status_glyph.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kNameWidth = 150;

QString valueOf(const std::vector<console::SettingView> &settings, const QString &key)
{
    const auto found = std::ranges::find(settings, key, &console::SettingView::key);
    return found == settings.end() ? QString() : found->value;
}

QWidget *named(const QString &name, QWidget *field)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(12, 2, 12, 2);
    auto *label = new QLabel(name);
    label->setFixedWidth(kNameWidth);
    label->setProperty("tone", u"muted"_s);
    layout->addWidget(label);
    layout->addWidget(field, 1);
    return row;
}

} // namespace

GatewayPage::GatewayPage(const Desks &desks, QWidget *parent)
    : SettingsPage(tr("Listener and gateway"),
        tr("Where agents report, and where people and programs ask"), parent)
    , m_desks(desks)
    , m_gateway{.glyph = new StatusGlyph, .text = new QLabel}
    , m_listener{.glyph = new StatusGlyph, .text = new QLabel}
    , m_curl(new CopyLine(tr("Command that asks the gateway")))
    , m_query(new CopyLine(tr("Command that runs a query")))
    , m_agent(new CopyLine(tr("Command that starts an agent")))
{
    m_gateway.text->setObjectName(u"gatewayState"_s);
    m_listener.text->setObjectName(u"listenerState"_s);
    auto *gateway = new SettingsForm(desks.settings, desks.access, {u"gateway."_s});
    auto *agents = new SettingsForm(desks.settings, desks.access, {u"agents."_s});
    for (SettingsForm *form : {gateway, agents})
        form->setProperty("frame", u"bar"_s); // the panel around it has the line
    auto *token = new QLabel(
        tr("Make an API key on the page Tokens and put it into BINNACLE_TOKEN first."));
    token->setProperty("tone", u"muted"_s);
    token->setContentsMargins(12 + kNameWidth + 6, 0, 12, 4);

    auto *scrolled = new QWidget;
    auto *layout = new QVBoxLayout(scrolled);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(doorPanel(tr("Gateway for people and programs"), m_gateway,
        {named(tr("With curl"), m_curl), named(tr("With binnaclectl"), m_query), token, gateway}));
    layout->addWidget(doorPanel(
        tr("Listener for agents"), m_listener, {named(tr("Start an agent"), m_agent), agents}));
    layout->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(scrolled);
    body().addWidget(scroll, 1);
    connect(&desks.settings, &console::SettingsDesk::changed, this, &GatewayPage::showGateway);
    connect(&desks.estate, &console::EstateFeed::changed, this, &GatewayPage::showListener);
    showGateway();
    showListener();
}

Panel *GatewayPage::doorPanel(
    const QString &title, const State &state, const QList<QWidget *> &below)
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(2);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(12, 4, 12, 6);
    line->setSpacing(8);
    state.text->setTextFormat(Qt::PlainText);
    state.text->setWordWrap(true);
    line->addWidget(state.glyph);
    line->addWidget(state.text, 1);
    layout->addLayout(line);
    for (QWidget *widget : below)
        layout->addWidget(widget);
    auto *panel = new Panel(title);
    panel->setContent(content);
    return panel;
}

QString GatewayPage::gatewayText() const
{
    return m_gateway.text->text();
}

QString GatewayPage::listenerText() const
{
    return m_listener.text->text();
}

void GatewayPage::showGateway()
{
    const console::GatewayState state = m_desks.settings.gateway();
    const auto settings = m_desks.settings.settings();
    QString text;
    if (!state.problem.isEmpty())
        text = tr("Not listening: %1").arg(state.problem);
    else if (!state.isEnabled)
        text = tr("Off. Nobody can reach this console from a browser or a program.");
    else if (state.address.isEmpty())
        text = tr("Starting");
    else
        text = tr("Listening on %1 · %2 · %3 since it was opened")
                   .arg(state.address,
                       tr("%n connection(s)", nullptr, static_cast<int>(state.connections)),
                       tr("%n request(s)", nullptr, static_cast<int>(state.requests)));
    m_gateway.text->setText(text);
    const bool isOpen = state.isEnabled && !state.address.isEmpty();
    m_gateway.glyph->setStatus(!state.problem.isEmpty() ? StatusKind::Critical
            : isOpen                                    ? StatusKind::Ok
                                                        : StatusKind::Unknown);
    const bool isTls = !valueOf(settings, u"gateway.tls_certificate"_s).isEmpty();
    const QString address
        = state.address.isEmpty() ? valueOf(settings, u"gateway.listen"_s) : state.address;
    const QString url = (isTls ? u"https://"_s : u"http://"_s) + address;
    m_curl->setText(
        u"curl -H \"Authorization: Bearer $BINNACLE_TOKEN\" %1/api/v2/clusters"_s.arg(url));
    m_query->setText(u"binnaclectl query --url %1 'pods.where(restarts > 5)'"_s.arg(url));
}

void GatewayPage::showListener()
{
    const auto estate = m_desks.estate.estate();
    const console::IngestView &ingest = estate->ingest;
    const QString address = toText(ingest.listenAddress);
    QString text;
    if (!ingest.listenProblem.empty())
        text = tr("Not listening: %1").arg(toText(ingest.listenProblem));
    else if (address.isEmpty())
        text = tr("Not listening");
    else
        text = tr("Listening on %1 · %2 · %3 · %4 refused since the start")
                   .arg(address,
                       tr("%n connection(s)", nullptr, static_cast<int>(ingest.connections)),
                       rateText(ingest.snapshotsPerSecond, tr("snapshots")),
                       countText(static_cast<qint64>(ingest.rejected)));
    m_listener.text->setText(text);
    m_listener.glyph->setStatus(!ingest.listenProblem.empty() ? StatusKind::Critical
            : address.isEmpty()                               ? StatusKind::Unknown
                                                              : StatusKind::Ok);
    const bool isTls = !valueOf(m_desks.settings.settings(), u"agents.tls_certificate"_s).isEmpty();
    m_agent->setText(u"binnaclectl agent --metrics URL --hub %1%2 --cluster ID"_s.arg(
        isTls ? u"https://"_s : u"http://"_s, address.isEmpty() ? u"127.0.0.1:8081"_s : address));
}

} // namespace binnacle::ui
