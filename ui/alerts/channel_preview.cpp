#include "ui/alerts/channel_preview.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_form_parts.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSoonMs = 300; // after the last keystroke
enum Language { English, Chinese };

} // namespace

ChannelPreview::ChannelPreview(AlertState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_rule(new QComboBox)
    , m_language(new QButtonGroup(this))
    , m_isRaw(new QCheckBox(tr("as sent")))
    , m_text(new QPlainTextEdit)
{
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &ChannelPreview::ask);
    connect(m_rule, &QComboBox::activated, this, &ChannelPreview::ask);
    connect(m_language, &QButtonGroup::idClicked, this, &ChannelPreview::ask);
    connect(m_isRaw, &QCheckBox::toggled, this, &ChannelPreview::ask);
}

void ChannelPreview::build()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 0);
    head->setSpacing(0);
    QPushButton *english = segmentButton(u"English"_s, u"first"_s);
    QPushButton *chinese = segmentButton(u"中文"_s, u"last"_s);
    english->setChecked(true);
    m_language->addButton(english, English);
    m_language->addButton(chinese, Chinese);
    m_rule->setAccessibleName(tr("Rule whose message is shown"));
    m_rule->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_rule->setMinimumContentsLength(18);
    head->addWidget(english);
    head->addWidget(chinese);
    head->addSpacing(10);
    head->addWidget(m_rule);
    head->addSpacing(10);
    head->addWidget(m_isRaw);
    head->addStretch(1);
    m_text->setObjectName(u"channelPreview"_s);
    m_text->setReadOnly(true);
    m_text->setFont(monospaceFont());
    m_text->setAccessibleName(tr("What the message looks like"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    auto *body = new QHBoxLayout;
    body->setContentsMargins(12, 0, 12, 10);
    body->addWidget(m_text);
    layout->addLayout(body, 1);
}

void ChannelPreview::setChannel(const std::optional<Channel> &channel)
{
    const bool isSame = channel.has_value() == m_channel.has_value()
        && (!channel
            || (channel->id == m_channel->id && channel->type == m_channel->type
                && channel->config == m_channel->config
                && channel->templateText == m_channel->templateText));
    m_channel = channel;
    if (isVisible() && !isSame)
        m_soon.start();
}

QString ChannelPreview::text() const
{
    return m_text->toPlainText();
}

void ChannelPreview::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fillRules();
    ask();
}

void ChannelPreview::fillRules()
{
    const qint64 chosen = m_rule->currentData().toLongLong();
    m_rule->clear();
    for (const AlertRule &rule : m_state.board().rules)
        m_rule->addItem(toText(rule.name), QVariant::fromValue<qint64>(rule.id));
    m_rule->setCurrentIndex(std::max(0, m_rule->findData(QVariant::fromValue<qint64>(chosen))));
}

void ChannelPreview::ask()
{
    const int generation = ++m_generation;
    const AlertRule *rule = m_state.rule(m_rule->currentData().toLongLong());
    if (!m_channel)
        return told(tr("Select a channel to see a message of it."));
    if (!rule)
        return told(tr("There is no rule yet whose message could be shown."));
    Channel channel = *m_channel;
    channel.language = m_language->checkedId() == Chinese ? "zh" : "en";
    console::onAnswer(m_state.desk().previewMessage(channel, *rule), this,
        [this, generation](const Result<std::shared_ptr<const MessagePreview>> &preview) {
            if (generation != m_generation)
                return;
            if (!preview)
                return told(errorLine(preview.error()));
            const MessagePreview &made = **preview;
            const QString subject = made.subject.empty()
                ? QString()
                : tr("Subject: %1").arg(toText(made.subject)) + u"\n\n"_s;
            told(subject + toText(m_isRaw->isChecked() ? made.body : made.readable));
        });
}

void ChannelPreview::told(const QString &text)
{
    if (m_text->toPlainText() != text)
        m_text->setPlainText(text);
}

} // namespace binnacle::ui
