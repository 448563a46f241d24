//! Where components may be, and how many of them.

use super::{Component, ComponentKind, V2_1, V4_0, Version};

/// A limit on how often something occurs.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// The most that may occur.
    pub max: usize,
    /// The first version that limits it.
    pub since: Version,
}

/// The first version in which a component may be in a container; `None` = in no version.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// In a Form.
    pub form: Option<Version>,
    /// In a branch of If.
    pub if_branch: Option<Version>,
    /// In a case of Switch.
    pub switch_case: Option<Version>,
    /// Whether a screen that has a Form must have this component inside it.
    pub needs_form: bool,
    /// Whether no branch that is in another branch may have it.
    pub outermost: bool,
}

/// The deepest that If may be nested.
pub const MOST_IFS: usize = 3;

impl Places {
    pub(super) const SCREEN: Self = Self {
        form: None,
        if_branch: None,
        switch_case: None,
        needs_form: false,
        outermost: false,
    };
    /// Anywhere since branches exist.
    pub(super) const ANYWHERE: Self =
        Self { form: Some(V2_1), if_branch: Some(V4_0), switch_case: Some(V4_0), ..Self::SCREEN };
    /// Anywhere, but not outside a Form that the screen has.
    pub(super) const INPUT: Self = Self { needs_form: true, ..Self::ANYWHERE };
}

impl Count {
    pub(super) const fn of(max: usize) -> Self {
        Self { max, since: V2_1 }
    }
}

impl Component {
    /// The version from which it may be in a container; `None` = never.
    #[must_use]
    pub fn may_stand_in(&self, container: &Component) -> Option<Version> {
        match container.kind {
            ComponentKind::Form => self.places.form,
            ComponentKind::If => self.places.if_branch,
            ComponentKind::Switch => self.places.switch_case,
            _ => None,
        }
    }

    /// The version from which it may be on a screen itself: an input needs a Form before 4.0.
    #[must_use]
    pub fn stands_alone_since(&self) -> Version {
        if self.input.is_some() { self.since.max(V4_0) } else { self.since }
    }
}
