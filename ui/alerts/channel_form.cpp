#include "ui/alerts/channel_form.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/alert_question.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/channel_inputs.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/scroll_page.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTemplateHeight = 72;

} // namespace

ChannelForm::ChannelForm(AlertState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_panel(new Panel(tr("Channel")))
    , m_name(new QLineEdit)
    , m_type(new QComboBox)
    , m_enabled(new QCheckBox(tr("Enabled")))
    , m_inputs(new ChannelInputs)
    , m_severity(new QButtonGroup(this))
    , m_clusters(new QLineEdit)
    , m_language(new QComboBox)
    , m_template(new QPlainTextEdit)
    , m_note(new QLabel)
    , m_banner(new Banner)
    , m_question(new AlertQuestion)
    , m_save(new QPushButton(tr("Save channel")))
    , m_test(new QPushButton(tr("Send a test")))
    , m_cancel(new QPushButton(tr("Discard")))
    , m_delete(new QPushButton(tr("Delete…")))
{
    setObjectName(u"channelForm"_s);
    build();
    for (QLineEdit *field : {m_name, m_clusters})
        connect(field, &QLineEdit::textChanged, this, &ChannelForm::read);
    connect(m_inputs, &ChannelInputs::edited, this, &ChannelForm::read);
    connect(m_enabled, &QCheckBox::toggled, this, &ChannelForm::read);
    connect(m_language, &QComboBox::activated, this, &ChannelForm::read);
    connect(m_severity, &QButtonGroup::idClicked, this, &ChannelForm::read);
    connect(m_template, &QPlainTextEdit::textChanged, this, &ChannelForm::read);
    connect(m_type, &QComboBox::activated, this, [this] {
        m_inputs->showConfig(type(), type() == m_base.type ? m_base.config : "{}");
        read();
    });
    connect(m_save, &QPushButton::clicked, this, &ChannelForm::save);
    connect(m_test, &QPushButton::clicked, this, &ChannelForm::test);
    connect(m_delete, &QPushButton::clicked, this, &ChannelForm::remove);
    connect(m_cancel, &QPushButton::clicked, this, &ChannelForm::escape);
    clear();
}

void ChannelForm::build()
{
    m_fields = buildFields();
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setProperty("tone", u"critical"_s);
    m_note->setObjectName(u"channelNote"_s);
    m_banner->hide();
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 10);
    foot->setSpacing(8);
    foot->addWidget(m_note);
    foot->addWidget(m_banner);
    foot->addWidget(m_question);
    foot->addWidget(buildButtons());
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(newScrollPage(m_fields, {12, 10, 12, 4}), 1);
    layout->addLayout(foot);
    m_panel->setContent(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_panel);
}

QWidget *ChannelForm::buildFields()
{
    auto *fields = new QWidget;
    QGridLayout *grid = newFormGrid(fields);
    m_name->setObjectName(u"channelName"_s);
    m_type->setObjectName(u"channelType"_s);
    for (const ChannelType type : {ChannelType::Slack, ChannelType::Email, ChannelType::Webhook,
             ChannelType::DingTalk, ChannelType::Feishu})
        m_type->addItem(channelTypeText(type), static_cast<int>(type));
    addField(*grid, tr("Name"), m_name);
    addField(*grid, tr("Type"), m_type);
    grid->addWidget(m_enabled, grid->rowCount(), 1);
    grid->addWidget(m_inputs, grid->rowCount(), 0, 1, 2);
    addField(*grid, tr("From severity"), severityChoice(*m_severity));
    m_clusters->setPlaceholderText(tr("all; else prod-eu, prod-us"));
    addField(*grid, tr("Clusters"), m_clusters);
    m_language->addItem(u"English"_s, u"en"_s);
    m_language->addItem(u"中文"_s, u"zh"_s);
    addField(*grid, tr("Language"), m_language);
    m_template->setFont(monospaceFont());
    m_template->setFixedHeight(kTemplateHeight);
    m_template->setTabChangesFocus(true);
    m_template->setPlaceholderText(tr("empty: the usual text"));
    addField(*grid, tr("Template"), m_template);
    return fields;
}

QWidget *ChannelForm::buildButtons()
{
    m_save->setObjectName(u"saveChannel"_s);
    m_save->setProperty("role", u"primary"_s);
    m_test->setObjectName(u"testChannel"_s);
    m_delete->setObjectName(u"deleteChannel"_s);
    m_delete->setProperty("role", u"danger"_s);
    auto *buttons = new QWidget;
    auto *flow = new FlowLayout(buttons, 8);
    for (QPushButton *button : {m_save, m_test, m_cancel, m_delete})
        flow->addWidget(button);
    return buttons;
}

ChannelType ChannelForm::type() const
{
    return static_cast<ChannelType>(m_type->currentData().toInt());
}

void ChannelForm::addNew()
{
    Channel channel{.type = ChannelType::Slack, .isEnabled = true};
    m_isEdited = false;
    m_isShown = false;
    edit(channel);
    m_isEdited = true;
    showState();
    focusName();
}

void ChannelForm::edit(const Channel &channel)
{
    const bool isSame = m_isShown && channel.id == m_base.id
        && channel.updatedAt == m_base.updatedAt && channel.id != 0;
    if (isSame || (m_isShown && m_isEdited)) {
        if (channel.id == m_base.id)
            m_base.problems = channel.problems;
        return showState();
    }
    if (channel.id != m_base.id) {
        m_banner->hide();
        m_question->closeQuestion();
    }
    m_isFilling = true;
    m_base = channel;
    m_isShown = true;
    m_name->setText(toText(channel.name));
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(channel.type)));
    m_enabled->setChecked(channel.isEnabled);
    m_inputs->showConfig(channel.type, channel.config);
    m_severity->button(static_cast<int>(channel.minSeverity))->setChecked(true);
    QStringList clusters;
    for (const ClusterId &cluster : channel.clusters)
        clusters += toText(cluster.value);
    m_clusters->setText(clusters.join(u", "_s));
    m_language->setCurrentIndex(std::max(0, m_language->findData(toText(channel.language))));
    m_template->setPlainText(toText(channel.templateText));
    m_isFilling = false;
    showState();
}

void ChannelForm::clear()
{
    m_isShown = false;
    m_isEdited = false;
    m_base = {};
    m_banner->hide();
    m_question->closeQuestion();
    showState();
}

void ChannelForm::refresh()
{
    showState();
}

bool ChannelForm::escape()
{
    if (m_question->closeQuestion())
        return true;
    if (!m_isEdited)
        return false;
    clear();
    emit closed();
    return true;
}

void ChannelForm::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

Channel ChannelForm::edited() const
{
    Channel channel = m_base;
    channel.name = m_name->text().trimmed().toStdString();
    if (channel.type != type())
        channel.config = "{}";
    channel.type = type();
    channel.isEnabled = m_enabled->isChecked();
    channel.config = m_inputs->config(channel.config);
    channel.minSeverity = static_cast<AlertSeverity>(std::max(0, m_severity->checkedId()));
    channel.clusters.clear();
    for (const std::string &cluster : namesOf(m_clusters->text()))
        channel.clusters.push_back(ClusterId{cluster});
    channel.language = m_language->currentData().toString().toStdString();
    channel.templateText = m_template->toPlainText().toStdString();
    return channel;
}

QString ChannelForm::problem() const
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return tr("Give the channel a name.");
    for (const Channel &other : m_state.board().channels) {
        if (toText(other.name) == name && other.id != m_base.id)
            return tr("There is a channel with this name already.");
    }
    return m_inputs->problem();
}

QString ChannelForm::outcome() const
{
    return m_banner->isHidden() ? QString() : m_banner->text();
}

void ChannelForm::read()
{
    if (m_isFilling)
        return;
    m_isEdited = true;
    showState();
    emit changedByUser();
}

void ChannelForm::showState()
{
    const AlertState::Permission permission = m_state.permission();
    const QString why = m_isShown && m_isEdited ? problem() : QString();
    m_fields->setVisible(m_isShown);
    m_fields->setEnabled(permission.isGiven);
    m_save->setEnabled(permission.isGiven && m_isEdited && why.isEmpty());
    m_test->setEnabled(permission.isGiven && m_isShown && problem().isEmpty());
    m_cancel->setEnabled(m_isEdited);
    m_delete->setEnabled(permission.isGiven && m_isShown && m_base.id != 0);
    for (QPushButton *button : {m_save, m_test, m_delete})
        button->setToolTip(permission.whyNot);
    QStringList notes{why};
    if (!m_isEdited && m_isShown) {
        for (const std::string &stored : m_base.problems)
            notes += toText(stored);
    }
    notes.removeAll(QString());
    setNote(*m_note, notes.join(u' '));
    m_panel->setTitle(!m_isShown ? tr("Channel")
            : m_base.id == 0     ? tr("New channel")
                                 : toText(m_base.name));
    m_panel->setTrailing(!m_isShown ? tr("select one, or make a new one")
            : !permission.isGiven   ? tr("read-only")
            : m_isEdited            ? tr("not saved")
            : m_base.isEffective()  ? tr("in use", "a channel")
                                    : tr("not in use", "a channel"));
}

void ChannelForm::told(StatusKind status, const QString &text)
{
    m_banner->present(status, text);
    m_banner->show();
}

void ChannelForm::save()
{
    if (!m_save->isEnabled())
        return;
    m_save->setEnabled(false);
    const Channel channel = edited();
    console::onAnswer(m_state.desk().saveChannel(channel), this,
        [this, name = toText(channel.name)](const Status &status) {
            if (!status) {
                showState();
                return told(StatusKind::Critical, errorLine(status.error()));
            }
            clear();
            m_state.refresh();
            emit saved(name);
        });
}

void ChannelForm::test()
{
    if (!m_test->isEnabled())
        return;
    told(StatusKind::Neutral, tr("Sending a test message."));
    console::onAnswer(m_state.desk().testChannel(edited()), this,
        [this](const Result<std::shared_ptr<const ChannelTest>> &test) {
            if (!test)
                return told(StatusKind::Critical, errorLine(test.error()));
            const ChannelTest &made = **test;
            const QString status
                = made.status == 0 ? tr("no status") : QString::number(made.status);
            const QString answer = toText(made.response).simplified();
            told(made.succeeded ? StatusKind::Ok : StatusKind::Critical,
                (made.succeeded ? tr("It arrived after %1 ms: %2 %3")
                                : tr("It did not arrive after %1 ms: %2 %3"))
                    .arg(made.latency.count())
                    .arg(status, answer));
        });
}

void ChannelForm::remove()
{
    if (!m_delete->isEnabled())
        return;
    m_question->ask(
        tr("Delete the channel %1? What still waits for it is not sent.").arg(toText(m_base.name)),
        tr("Delete"), [this, id = m_base.id] {
            console::onAnswer(m_state.desk().removeChannel(id), this, [this](const Status &status) {
                if (!status)
                    return told(StatusKind::Critical, errorLine(status.error()));
                clear();
                m_state.refresh();
                emit closed();
            });
        });
}

} // namespace binnacle::ui
