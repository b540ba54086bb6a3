#include "ui/settings/setting_editor.h"

#include "core/console/on_answer.h"
#include "ui/settings/access_text.h"
#include "ui/settings/setting_words.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTitleWidth = 264;
constexpr int kFieldWidth = 220;

QLabel *plainLabel(const QString &text, bool isMuted)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    if (isMuted)
        label->setProperty("tone", u"muted"_s);
    return label;
}

bool isFlag(const console::SettingView &setting)
{
    return setting.choices == QStringList{u"true"_s, u"false"_s};
}

} // namespace

SettingEditor::SettingEditor(
    console::SettingsDesk &desk, console::SettingView setting, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_setting(std::move(setting))
    , m_field(makeField())
    , m_reset(new QPushButton(tr("Reset")))
    , m_origin(plainLabel({}, true))
    , m_help(plainLabel(settingHelp(m_setting.help), true))
    , m_problem(plainLabel({}, false))
{
    setObjectName(u"setting:"_s + m_setting.key);
    build();
    showField();
    showState();
}

QWidget *SettingEditor::makeField()
{
    if (isFlag(m_setting)) {
        m_flag = new QCheckBox;
        connect(m_flag, &QCheckBox::clicked, this, &SettingEditor::commit);
        return m_flag;
    }
    if (!m_setting.choices.isEmpty()) {
        m_choices = new QComboBox;
        for (const QString &choice : std::as_const(m_setting.choices))
            m_choices->addItem(settingChoice(m_setting.key, choice), choice);
        m_choices->setFocusPolicy(Qt::StrongFocus);
        m_choices->installEventFilter(this);
        connect(m_choices, &QComboBox::activated, this, &SettingEditor::commit);
        return m_choices;
    }
    m_line = new QLineEdit;
    m_line->setFont(monospaceFont());
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::editingFinished, this, &SettingEditor::commit);
    return m_line;
}

void SettingEditor::build()
{
    const QString title = settingTitle(m_setting.key);
    QLabel *key = plainLabel(m_setting.key, true);
    QFont keyFont = monospaceFont();
    keyFont.setPixelSize(smallFont().pixelSize());
    key->setFont(keyFont);
    key->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_field->setAccessibleName(u"%1 (%2)"_s.arg(title, m_setting.key));
    m_field->setAccessibleDescription(m_help->text());
    m_field->setFixedWidth(kFieldWidth);
    m_reset->setProperty("role", u"link"_s);
    m_reset->setAccessibleName(tr("Reset %1").arg(title));
    m_help->setWordWrap(true);
    m_origin->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_problem->setProperty("tone", u"critical"_s);

    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_field);
    line->addWidget(m_reset);
    line->addWidget(m_origin, 1);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(12, 7, 12, 7);
    layout->setHorizontalSpacing(12);
    layout->setVerticalSpacing(3);
    layout->setColumnMinimumWidth(0, kTitleWidth);
    layout->setColumnStretch(1, 1);
    layout->addWidget(plainLabel(title, false), 0, 0);
    layout->addLayout(line, 0, 1);
    layout->addWidget(key, 1, 0, Qt::AlignTop);
    layout->addWidget(m_help, 1, 1);
    layout->addWidget(m_problem, 2, 1);
    m_problem->hide();
    connect(m_reset, &QPushButton::clicked, this, &SettingEditor::reset);
}

void SettingEditor::showSetting(console::SettingView setting)
{
    const bool isUntouched = typed() == m_setting.value;
    m_setting = std::move(setting);
    if (isUntouched && !m_isAsking)
        showField();
    showState();
}

void SettingEditor::setEditable(bool on)
{
    if (m_isEditable == on)
        return;
    m_isEditable = on;
    showState();
}

void SettingEditor::showField()
{
    if (m_flag) {
        m_flag->setChecked(m_setting.value == u"true");
        m_flag->setText(m_flag->isChecked() ? tr("on") : tr("off"));
    } else if (m_choices) {
        m_choices->setCurrentIndex(m_choices->findData(m_setting.value));
    } else if (m_line->text() != m_setting.value) {
        m_line->setText(m_setting.value);
        m_line->setCursorPosition(0);
    }
}

void SettingEditor::showState()
{
    const bool isDefault = m_setting.source.isEmpty() || m_setting.source == u"default";
    QStringList parts;
    if (m_setting.isFixed)
        parts += tr("fixed by %1", "where a setting is from").arg(m_setting.source);
    else
        parts += isDefault ? tr("default") : tr("from %1").arg(m_setting.source);
    if (!isDefault && m_setting.value != m_setting.defaultValue)
        parts += tr("default: %1")
                     .arg(m_setting.defaultValue.isEmpty() ? tr("empty") : m_setting.defaultValue);
    if (m_setting.needsRestart)
        parts += tr("acts at the next start");
    m_origin->setText(parts.join(u" · "_s));
    const bool canChange = m_isEditable && !m_setting.isFixed;
    m_field->setEnabled(canChange);
    m_reset->setEnabled(canChange);
    // Its place is kept, so that nothing moves.
    QSizePolicy policy = m_reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(policy);
    m_reset->setVisible(!isDefault && !m_setting.isFixed);
}

bool SettingEditor::matches(const QString &text) const
{
    const auto has
        = [&](const QString &where) { return where.contains(text, Qt::CaseInsensitive); };
    return has(m_setting.key) || has(settingTitle(m_setting.key)) || has(m_help->text());
}

QString SettingEditor::problem() const
{
    return m_problem->text();
}

void SettingEditor::setText(const QString &value)
{
    if (m_flag)
        m_flag->setChecked(value == u"true");
    else if (m_choices)
        m_choices->setCurrentIndex(m_choices->findData(value));
    else
        m_line->setText(value);
    commit();
}

QString SettingEditor::typed() const
{
    if (m_flag)
        return m_flag->isChecked() ? u"true"_s : u"false"_s;
    return m_choices ? m_choices->currentData().toString() : m_line->text();
}

void SettingEditor::commit()
{
    if (m_isAsking)
        return;
    if (m_flag)
        m_flag->setText(m_flag->isChecked() ? tr("on") : tr("off"));
    if (typed() == m_setting.value)
        return setProblem({});
    ask(m_desk.set(m_setting.key, typed().trimmed()), false);
}

void SettingEditor::reset()
{
    if (!m_isAsking)
        ask(m_desk.reset(m_setting.key), true);
}

void SettingEditor::ask(const QFuture<Status> &outcome, bool isReset)
{
    m_isAsking = true;
    const QString asked = typed();
    console::onAnswer(outcome, this, [this, asked, isReset](const Status &status) {
        m_isAsking = false;
        setProblem(status ? QString() : refusal(status.error()));
        if (status) {
            if (!isReset)
                m_setting.value = asked.trimmed();
            for (console::SettingView &now : m_desk.settings()) {
                if (now.key == m_setting.key)
                    m_setting = std::move(now);
            }
        }
        // What was typed stays to be mended; a switch shows what is.
        if (status || !m_line)
            showField();
        showState();
    });
}

QString SettingEditor::refusal(const Error &error) const
{
    QString why = errorHeadline(error);
    if (error.code == ErrorCode::InvalidArgument)
        why = isEnglishRead() ? sentenceOf(error) : why + u" — "_s + toText(error.message);
    return tr("%1. It stays %2. · %3", "why, the value, the code")
        .arg(why, m_setting.value.isEmpty() ? tr("empty") : m_setting.value, errorCodeText(error));
}

void SettingEditor::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (!m_line)
        return;
    m_line->setProperty("state", problem.isEmpty() ? QVariant() : QVariant(u"invalid"_s));
    m_line->style()->unpolish(m_line);
    m_line->style()->polish(m_line);
}

bool SettingEditor::eventFilter(QObject *watched, QEvent *event)
{
    // The wheel scrolls the page; it must not change what happens to lie under the pointer.
    if (watched == m_choices && event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    if (watched == m_line && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape
        && m_line->text() != m_setting.value) {
        m_line->setText(m_setting.value);
        setProblem({});
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace binnacle::ui
